// What had happened by a date: events counted at their places, and what was taken or left.

atlas.story = [];
atlas.badges = [];
atlas.changes = []; // what was taken or left, and of each such place its name
atlas.changed = {};
atlas.retold = []; // what is drawn again when the period changes

// Days are texts such as 2022-07-19, which compare as days do. What is known to the month can have been on each of its
// days: an event is shown where its days and those of the chosen time meet, as everywhere in the course.
atlas.within = (number) => {
  const { first, last } = atlas.story[number];
  return first <= atlas.time.upto.day && last >= atlas.time.from.day;
};

atlas.events = (sites) => {
  const layer = (atlas.happened = L.featureGroup());
  for (const site of sites) {
    const badge = words("b", "", "badge");
    const face = words("span", "");
    face.append(badge, words("span", site.short, "label"));
    const marker = L.marker([site.lat, site.lon], {
      zIndexOffset: 2000,
      icon: L.divIcon({ className: "event", iconSize: [0, 0], html: face }),
    });
    const happened = () =>
      [...atlas.story.keys()].filter((n) => atlas.within(n) && atlas.story[n].at.includes(site.id));
    marker.bindPopup(() => atlas.eventsCard(site, happened()));
    atlas.labels.push({ marker, symbol: 9, rank: 1, instead: site.id });
    atlas.badges.push({ marker, badge });
    atlas.retold.push(() => {
      const count = happened().length;
      badge.textContent = count;
      badge.classList.toggle("latest", Boolean(atlas.latest?.at.includes(site.id)));
      atlas.name(marker, ngettext("{name}: {count} event", "{name}: {count} events", count, site));
      count ? layer.addLayer(marker) : layer.removeLayer(marker);
    });
  }
  return layer;
};

// A count stands at that corner of its place where it covers no other count.
atlas.placeBadges = (map) => {
  const taken = [];
  for (const { marker, badge } of atlas.badges.filter(({ marker }) => map.hasLayer(marker))) {
    const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
    const { offsetWidth: width, offsetHeight: height } = badge;
    const corners = [
      [4, -height - 4],
      [-width - 4, -height - 4],
      [4, 4],
      [-width - 4, 4],
      [-width / 2, -height - 14],
      [-width / 2, 14],
    ].map(([dx, dy]) => ({ ...box(x + dx - 4, y + dy - 4, width + 8, height + 8), dx, dy }));
    const lost = (corner) => taken.reduce((sum, other) => sum + overlap(corner, other), 0);
    const best = corners.reduce((one, other) => (lost(other) < lost(one) ? other : one));
    badge.style.transform = `translate(${Math.round(best.dx)}px, ${Math.round(best.dy)}px)`;
    taken.push(best);
  }
  return taken;
};

atlas.control = ({ changes, sites, lines }) => {
  const layer = L.featureGroup();
  atlas.changes = changes;
  for (const site of sites) {
    atlas.changed[site.id] = site;
    const here = () => changes.filter(({ id, event }) => id === site.id && atlas.within(event));
    const marker = atlas.named([site.lat, site.lon], "change", "");
    marker.bindPopup(() => atlas.changesCard(site, here()));
    atlas.labels.push({ marker, around: true, reach: 48, must: true, rank: 1 });
    atlas.retold.push((map) => {
      const years = here().map(({ year }) => year);
      const name = isNamed(map, site.id) ? [] : [site.short];
      marker.options.icon.options.html.textContent = [...name, ...years].join(" ");
      const changed = here().map((change) =>
        change.taken ? gettext("taken in {year}", change) : gettext("left in {year}", change),
      );
      atlas.name(
        marker,
        gettext("{name}: {changes}", { name: site.name, changes: listed(changed) }),
      );
      years.length ? layer.addLayer(marker) : layer.removeLayer(marker);
    });
  }
  for (const line of lines) drawLine(line, layer);
  return layer;
};

// A line of control that is drawn: straight between places, dashed, and called schematic.
function drawLine(line, layer) {
  const style = { className: "front-line", weight: 5, bubblingMouseEvents: false };
  const path = L.polyline(line.points, style);
  const [one, other] = line.points.slice(-2);
  const middle = one.map((value, axis) => (value + other[axis]) / 2);
  const marker = atlas.named(middle, "front-name", line.label);
  for (const opener of [path, marker]) {
    opener.bindPopup(() => atlas.lineCard(line));
  }
  atlas.name(marker, line.title);
  atlas.labels.push({ marker, around: true, must: true, rank: 3 });
  atlas.retold.push(() => {
    const drawn = line.events.some(atlas.within);
    for (const part of [path, marker]) drawn ? layer.addLayer(part) : layer.removeLayer(part);
  });
}
