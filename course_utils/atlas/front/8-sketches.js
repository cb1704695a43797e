// What is only sketched: routes as wide bands, main roads, names of communities. None has an exact place.

atlas.routes = (routes) => {
  const layer = L.featureGroup();
  const bands = [];
  for (const route of routes) {
    const unsure = route.unsure ? " unsure" : "";
    const band = L.polyline(route.line, {
      pane: "sketches",
      className: `route${unsure}`,
      smoothFactor: 0,
      bubblingMouseEvents: false,
    });
    const marker = atlas.named(route.at, `route-name${unsure}`, String(route.number));
    for (const opener of [band, marker]) {
      opener.bindPopup(() => atlas.routeCard(route));
    }
    band.bindTooltip(() => words("span", gettext("{title} (approximate)", route)), {
      sticky: true,
    });
    atlas.name(marker, gettext("Route {number}, approximate: {title}", route));
    atlas.labels.push({ marker, around: true, must: true, rank: 3 });
    bands.push(band);
    layer.addLayer(band).addLayer(marker);
  }
  layer.on("add", ({ target }) => {
    const map = target._map;
    const widen = () => bands.forEach((band) => band.setStyle({ weight: bandWidth(map) }));
    map.off("zoomend", layer.widen);
    map.on("zoomend", (layer.widen = widen));
    widen();
  });
  return layer;
};

// About fifty kilometres: a line that can be wrong by tens of kilometres must not look thinner.
function bandWidth(map) {
  const [middle, size] = [map.getCenter(), map.getSize()];
  const end = map.containerPointToLatLng(map.latLngToContainerPoint(middle).add([100, 0]));
  return Math.max(12, Math.min((100 * 50000) / map.distance(middle, end), size.x / 6));
}

atlas.roads = (roads) => {
  const layer = L.featureGroup();
  for (const road of roads) {
    const line = L.polyline(road.line, {
      pane: "sketches",
      className: "road",
      weight: 2,
      smoothFactor: 0,
      bubblingMouseEvents: false,
    });
    const marker = atlas.named(road.at, "road-name", road.label);
    for (const opener of [line, marker]) opener.bindPopup(() => atlas.roadCard(road));
    atlas.name(marker, road.title);
    atlas.labels.push({ marker, around: true, reach: 24, rank: 6 });
    layer.addLayer(line).addLayer(marker);
  }
  return layer;
};

atlas.communities = (towns) => {
  const layer = L.featureGroup();
  for (const town of towns) {
    const names = listed(town.communities.map(({ name }) => name));
    const marker = atlas.named([town.lat, town.lon], "people", names);
    marker.options.icon.options.html.append(words("i", gettext("at {short}", town)));
    marker.bindPopup(() => atlas.communitiesCard(town));
    atlas.name(marker, gettext("Named at {place}: {names}", { place: town.place, names }));
    atlas.labels.push({ marker, around: true, reach: 36, must: true, rank: 1 });
    layer.addLayer(marker);
  }
  return layer;
};
