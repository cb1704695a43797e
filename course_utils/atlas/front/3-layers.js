// What stands on the ground of a map: borders, quiet names, and places.

// What several layers share, told once: signs, sentences, the period that is shown, and packed the events and sources.
// These are unpacked by `atlas.hear` when the signs stand, and before names are written.
atlas.know = ({ told, ...known }) => {
  Object.assign(atlas, known);
  atlas.hear = async () => {
    const { story, cited } = await unpack(told);
    const { id, title, url, rest } = cited; // a list each
    const source = (at) => ({ title: title[at], url: url[at], rest: rest[at] });
    Object.assign(atlas, {
      story,
      cited: Object.fromEntries(id.map((one, at) => [one, source(at)])),
    });
  };
  return L.layerGroup();
};

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(plain).json();
}

// A layer that the panel can switch. Some are drawn by the same function, each under its own name.
atlas.switches = {};

atlas.switched = (name, layer) => (atlas.switches[name] = layer);

atlas.borders = (borders) => {
  const layer = L.layerGroup();
  borders.forEach((border, number) => {
    const style = {
      className: `border-line border-${number}`,
      weight: 4,
      bubblingMouseEvents: false,
    };
    const line = L.geoJSON(border.line, { style }).addTo(layer);
    line.bindTooltip(() => words("span", gettext("{name}: {length}", border)), { sticky: true });
    const marker = atlas.named(border.at, `border-name border-name-${number}`, border.label);
    for (const opener of [line, marker]) {
      opener.bindPopup(() => atlas.borderCard(border));
    }
    atlas.name(marker.addTo(layer), gettext("{name}, {length}", border));
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

// Names of landscapes are only written; parts of a city have a point, and a card.
atlas.landmarks = (landmarks) =>
  L.layerGroup(
    landmarks.map((one) => {
      const face = words("span", "");
      const label = words("span", one.name, "label");
      label.append(atlas.arabic("span", one.arabic));
      if (one.approximate) label.append(words("i", gettext("approximate")));
      face.append(label);
      const marker = L.marker([one.lat, one.lon], {
        interactive: one.point,
        keyboard: one.point,
        icon: L.divIcon({
          className: [
            "landmark",
            one.point ? "part" : "landscape",
            one.approximate ? "approximate" : "exact",
          ].join(" "),
          iconSize: one.point ? [10, 10] : [0, 0],
          html: face,
        }),
      });
      const [symbol, rank] = one.point ? [6, 5] : [0, 2.5];
      atlas.labels.push({ marker, around: !one.point, reach: 36, symbol, rank });
      if (!one.point) return marker;
      marker.bindPopup(() => atlas.landmarkCard(one));
      atlas.name(marker, gettext("{name}. {precision}", one));
      return marker;
    }),
  );

atlas.markers = {};
atlas.standing = []; // places of the map that are points

atlas.places = (places) => {
  atlas.standing.push(...places.filter(({ shape }) => shape !== "name"));
  return L.featureGroup(
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
      atlas.name(marker, gettext("{name}, {kind}. {precision}", place));
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
};

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
  if (place.approximate && place.shape !== "name") label.append(words("i", gettext("approximate")));
  face.append(label);
  return face;
}

function words(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

// Names or things in a row, as the language writes a list: "a, b", or with "conjunction" "a and b".
function listed(items, type = "unit") {
  return new Intl.ListFormat(catalogue.code, { type, style: "long" }).format(items);
}
