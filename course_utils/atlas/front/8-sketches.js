// What is only sketched: routes as wide bands, and names of communities. Neither has an exact place.

atlas.routes = (routes) => {
  const layer = L.featureGroup();
  const bands = [];
  for (const route of routes) {
    const unsure = route.confidence === "low" ? " unsure" : "";
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
    band.bindTooltip(() => words("span", `${route.title} (approximate)`), { sticky: true });
    atlas.name(marker, `Route ${route.number}, approximate: ${route.title}`);
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

atlas.communities = (towns) => {
  const layer = L.featureGroup();
  for (const town of towns) {
    const names = town.communities.map(({ name }) => name).join(", ");
    const marker = atlas.named([town.lat, town.lon], "people", names);
    marker.options.icon.options.html.append(words("i", `at ${town.short}`));
    marker.bindPopup(() => atlas.communitiesCard(town));
    atlas.name(marker, `Communities named at ${town.place}: ${names}`);
    atlas.labels.push({ marker, around: true, reach: 36, must: true, rank: 1 });
    layer.addLayer(marker);
  }
  return layer;
};
