// The ground of the map and what stands on it: land and sea, borders, quiet names, and places.

// What several layers share, told once: signs, sentences, sources, events and the period that is shown.
atlas.know = (known) => L.layerGroup(Object.assign(atlas, known) && []);

// A layer that the panel can switch. Some are drawn by the same function, each under its own name.
atlas.switches = {};

atlas.switched = (name, layer) => (atlas.switches[name] = layer);

atlas.land = ({ features, lines, bounds, overTiles }) => {
  const fill = overTiles ? 0 : 1;
  const sea = L.rectangle(bounds, {
    pane: "ground",
    className: "sea",
    interactive: false,
    stroke: false,
    fillOpacity: fill,
  });
  const land = L.geoJSON(features, {
    pane: "ground",
    interactive: false,
    attribution: "Borders: Natural Earth",
    style: ({ properties }) => ({
      className: `land land-${properties.country === "libya" ? "libya" : "around"}`,
      fillOpacity: fill,
      weight: 0.8,
    }),
  });
  const edges = lines.map((line) =>
    L.geoJSON(line, {
      pane: "ground",
      interactive: false,
      style: { className: "border", weight: 1.8 },
    }),
  );
  sea.on("add", () => sea.bringToBack());
  return L.layerGroup([sea, land, ...edges]);
};

atlas.borders = (borders) => {
  const layer = L.layerGroup();
  borders.forEach((border, number) => {
    const style = {
      className: `border-line border-${number}`,
      weight: 4,
      bubblingMouseEvents: false,
    };
    const line = L.geoJSON(border.line, { style }).addTo(layer);
    line.bindTooltip(() => words("span", `${border.name}: ${border.length}`), { sticky: true });
    const marker = atlas.named(border.at, `border-name border-name-${number}`, border.label);
    for (const opener of [line, marker]) {
      opener.bindPopup(() => atlas.borderCard(border));
    }
    atlas.name(marker.addTo(layer), `${border.name}, ${border.length}`);
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

atlas.markers = {};

atlas.places = (places) =>
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
            atlas.near ? "near" : "far",
          ].join(" "),
          iconSize: [size, size],
          html: face(place, atlas.symbols[place.shape]),
        }),
      });
      marker.bindPopup(() => atlas.placeCard(place));
      atlas.name(marker, `${place.name}, ${place.kind}. ${place.precision}`);
      atlas.markers[place.id] = marker;
      atlas.labels.push({
        marker,
        around: isName,
        symbol: isName ? 0 : named ? 11 : 7,
        must: named || (atlas.near && place.approximate && !isName),
        rank: isName ? 2 : named ? 0 : 3 - place.events / 1000,
      });
      return marker;
    }),
  );

// A marker that is only a name, written on the map.
atlas.named = (at, className, text) =>
  L.marker(at, {
    icon: L.divIcon({ className, iconSize: [0, 0], html: words("span", text, "label") }),
  });

// Gives the marker's element a name for those who hear it, whenever it is put on a map.
atlas.name = (marker, text) => {
  if (!marker.spoken) marker.on("add", () => speak(marker));
  marker.spoken = text;
  if (marker.getElement()) speak(marker);
};

function speak(marker) {
  const element = marker.getElement();
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", marker.spoken);
  element.setAttribute("aria-haspopup", "dialog");
}

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
