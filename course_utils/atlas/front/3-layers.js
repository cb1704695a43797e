// The layers of the course: land and sea, borders, quiet names, and places.

atlas.land = ({ features, bounds, overTiles }) => {
  const fill = overTiles ? 0 : 1;
  const sea = L.rectangle(bounds, {
    className: "sea",
    interactive: false,
    stroke: false,
    fillOpacity: fill,
  });
  const land = L.geoJSON(features, {
    interactive: false,
    attribution: "Borders: Natural Earth",
    style: ({ properties }) => ({
      className: `land land-${properties.country === "libya" ? "libya" : "around"}`,
      fillOpacity: fill,
      weight: 0.8,
    }),
  });
  sea.on("add", () => sea.bringToBack());
  return L.layerGroup([sea, land]);
};

atlas.borders = ({ lines, shown, ...shared }) => {
  const layer = L.layerGroup();
  for (const line of lines) {
    L.geoJSON(line, { interactive: false, style: { className: "border", weight: 1.8 } }).addTo(
      layer,
    );
  }
  shown.forEach((border, number) => {
    const style = {
      className: `border-line border-${number}`,
      weight: 4,
      bubblingMouseEvents: false,
    };
    const line = L.geoJSON(border.line, { style }).addTo(layer);
    line.bindTooltip(() => words("span", `${border.name}: ${border.length}`), { sticky: true });
    const marker = L.marker(border.at, {
      icon: L.divIcon({
        className: `border-name border-name-${number}`,
        iconSize: [0, 0],
        html: words("span", border.label, "label"),
      }),
    }).addTo(layer);
    for (const opener of [line, marker]) {
      opener.bindPopup(() => atlas.borderCard(border, shared), atlas.cardOptions());
    }
    atlas.name(marker, `${border.name}, ${border.length}`);
    atlas.labels.push({ marker, around: true, must: true, rank: 4 });
  });
  return layer;
};

atlas.names = (names) =>
  L.layerGroup(
    names.map(([lat, lon, text]) => {
      const marker = L.marker([lat, lon], {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({
          className: "country",
          iconSize: [0, 0],
          html: words("span", text, "label"),
        }),
      });
      atlas.labels.push({ marker, around: true, rank: 9 });
      return marker;
    }),
  );

atlas.places = ({ places, ...shared }) =>
  L.featureGroup(
    places.map((place) => {
      const named = place.sentences.length > 0;
      const isName = place.shape === "name";
      const size = isName ? 0 : 24;
      const marker = L.marker([place.lat, place.lon], {
        riseOnHover: true,
        zIndexOffset: named ? 1000 : 0,
        icon: L.divIcon({
          className: [
            "place",
            named ? "article" : "other",
            place.approximate ? "approximate" : "exact",
            isName ? "region" : "point",
            shared.near ? "near" : "far",
          ].join(" "),
          iconSize: [size, size],
          html: face(place, shared.symbols[place.shape]),
        }),
      });
      marker.bindPopup(() => atlas.placeCard(place, shared), atlas.cardOptions());
      atlas.name(marker, `${place.name}, ${place.kind}. ${place.precision}`);
      atlas.labels.push({
        marker,
        around: isName,
        symbol: isName ? 0 : named ? 11 : 7,
        must: named || (shared.near && place.approximate && !isName),
        rank: isName ? 2 : named ? 0 : 3 - place.events / 1000,
      });
      return marker;
    }),
  );

// Gives the marker's element a name for those who hear it, whenever it is put on a map.
atlas.name = (marker, text) => {
  marker.on("add", () => {
    const element = marker.getElement();
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", text);
    element.setAttribute("aria-haspopup", "dialog");
  });
};

function face(place, symbol) {
  const face = document.createElement("span");
  if (symbol) face.innerHTML = symbol;
  const label = words("span", place.short, "label");
  if (place.sentences.length) label.append(atlas.arabic("span", place.arabic));
  if (place.approximate && place.shape !== "name") label.append(words("i", "approximate"));
  face.append(label);
  return face;
}

function words(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}
