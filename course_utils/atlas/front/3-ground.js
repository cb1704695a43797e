// What lies under a map: land and sea, nearer coasts, and pictures that the reader chooses from.

atlas.land = ({ around, home, lines, by, bounds, overTiles }) => {
  const fill = overTiles ? 0 : 1;
  const land = Object.entries({ around, home }).map(([which, features]) =>
    L.featureGroup(
      features.map((lines) =>
        L.polygon(unfold(lines), {
          pane: "ground",
          interactive: false,
          attribution: by,
          className: `land land-${which}`,
          fillOpacity: fill,
          weight: 0.8,
        }),
      ),
    ),
  );
  const edges = lines.map((line) =>
    L.polyline(unfold(line), {
      pane: "edges",
      interactive: false,
      className: "border",
      weight: 1.8,
    }),
  );
  const sea = water(bounds, { fillOpacity: fill });
  sea.on("add", () => sea.bringToBack());
  return L.layerGroup([sea, ...land, ...edges]);
};

// Inside their boxes nearer coasts take the place of the land of all maps: only shores are drawn as lines.
atlas.coasts = (coasts) =>
  L.layerGroup(
    coasts.flatMap(({ land, shore, bounds, by }) => {
      const style = { pane: "ground", interactive: false };
      return [
        water(bounds, { fillOpacity: 1, attribution: by }),
        L.polygon(land.map(turned), {
          ...style,
          className: "land-home",
          stroke: false,
          fillOpacity: 1,
        }),
        L.polyline(shore.map(turned), { ...style, className: "land shore", weight: 1.2 }),
      ];
    }),
  );

// One picture at a time, or none. It comes after the signs, which need not wait for it.
atlas.pictures = (pictures) => {
  const group = L.layerGroup();
  const [shading, seen] = [true, false].map((kind) => pictures.find((one) => one.shading === kind));
  const put = ({ source, bounds, by }, pane, opacity) =>
    group.addLayer(
      L.imageOverlay(source, bounds, { pane, opacity, className: "picture", attribution: by }),
    );
  atlas.chooseGround = (map) => {
    const show = (chosen) => {
      group.clearLayers();
      if (shading?.id === chosen) {
        put(shading, "shading", 0.8);
        if (seen) put(seen, "tint", 0.45);
      } else if (seen?.id === chosen) put(seen, "pictures", 1);
      map.getContainer().classList.toggle("pictured", seen?.id === chosen);
    };
    for (const input of document.querySelectorAll("[name=ground]")) {
      input.addEventListener("change", () => show(input.value));
      if (input.checked) show(input.value);
    }
  };
  return group;
};

function water(bounds, style) {
  return L.rectangle(bounds, {
    pane: "ground",
    className: "sea",
    interactive: false,
    stroke: false,
    ...style,
  });
}

// Lines as steps in thousandths of a degree, latitude first, one after the other.
function unfold(lines) {
  if (Array.isArray(lines[0])) return lines.map(unfold);
  const points = [];
  let [lat, lon] = [0, 0];
  for (let at = 0; at < lines.length; at += 2) {
    [lat, lon] = [lat + lines[at], lon + lines[at + 1]];
    points.push([lat / 1000, lon / 1000]);
  }
  return points;
}

// GeoJSON has longitude first, Leaflet latitude.
function turned(line) {
  return line.map(([lon, lat]) => [lat, lon]);
}
