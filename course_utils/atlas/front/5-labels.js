// Writes names where they cover nothing: for each name the first free place round its point.
// A name without room is left out until the reader comes nearer, or points at its sign.

atlas.labels = [];

atlas.placeLabels = (map) => {
  const size = map.getSize();
  const drawn = atlas.labels.filter(({ marker }) => map.hasLayer(marker)).map(measured(map));
  const things = drawn.filter(({ instead }) => !instead || !isNamed(map, instead));
  for (const { label } of drawn) label.classList.add("no-room");
  things.sort((a, b) => a.rank - b.rank);
  const taken = [...controls(map), ...atlas.placeBadges(map)];
  taken.push(...things.filter((thing) => thing.symbol).map(sign));
  for (const thing of things) {
    const rooms = (thing.around ? around : beside)(thing).map((room) => ({
      room,
      cost: cost(room, taken, size, thing),
    }));
    const best = rooms.reduce((one, other) => (other.cost < one.cost ? other : one));
    const shown = isSeen(thing, size) && (best.cost === 0 || thing.must);
    thing.label.classList.toggle("no-room", !shown);
    const [dx, dy] = [best.room.left - thing.x, best.room.top - thing.y];
    thing.label.style.transform = `translate(${Math.round(dx)}px, ${Math.round(dy)}px)`;
    if (!shown) continue;
    for (const other of taken) {
      // A name that must be written takes the room of one that need not be.
      if (other.spare && overlap(best.room, other)) other.spare.classList.add("no-room");
    }
    taken.push({ ...best.room, spare: thing.must ? null : thing.label });
  }
};

// An event writes the name of its place only where the place itself is not on the map.
function isNamed(map, id) {
  return Boolean(atlas.markers[id]) && map.hasLayer(atlas.markers[id]);
}

function measured(map) {
  return (thing) => {
    const label = thing.marker.getElement().querySelector(".label");
    const { x, y } = map.latLngToContainerPoint(thing.marker.getLatLng());
    return { ...thing, label, x, y, width: label.offsetWidth, height: label.offsetHeight };
  };
}

function beside({ x, y, width, height, symbol }) {
  const near = symbol + 2;
  const slant = symbol * 0.6;
  return [
    [x + near, y - height / 2],
    [x - near - width, y - height / 2],
    [x - width / 2, y - near - height],
    [x - width / 2, y + near],
    [x + slant, y - slant - height],
    [x + slant, y + slant],
    [x - slant - width, y - slant - height],
    [x - slant - width, y + slant],
  ].map(([left, top]) => box(left, top, width, height));
}

// A name of a land has no point: it may move a little to where nothing else is written.
function around({ x, y, width, height, reach = 60 }) {
  const rooms = [box(x - width / 2, y - height / 2, width, height)];
  for (let far = 12; far <= reach; far += 12) {
    for (let turn = 0; turn < 8; turn += 1) {
      const left = x - width / 2 + far * Math.cos((turn * Math.PI) / 4) * 1.4;
      const top = y - height / 2 + far * Math.sin((turn * Math.PI) / 4);
      rooms.push(box(left, top, width, height));
    }
  }
  return rooms;
}

function box(left, top, width, height) {
  return { left, top, right: left + width, bottom: top + height };
}

function sign({ x, y, symbol, label }) {
  return { ...box(x - symbol, y - symbol, 2 * symbol, 2 * symbol), label };
}

function isSeen({ x, y }, size) {
  return x > 0 && y > 0 && x < size.x && y < size.y;
}

// How many square pixels of a room are lost: cut off, taken by another name, or, less bad, by a sign. Least bad for a
// name that must be written is the room of one that need not be.
function cost(room, taken, size, { label, must }) {
  const whole = (room.right - room.left) * (room.bottom - room.top);
  const cut = whole - overlap(room, box(0, 0, size.x, size.y));
  return taken.reduce(
    (sum, other) => {
      if (other.label === label) return sum;
      const weight = other.label ? 1 : must && other.spare ? 0.1 : 9;
      return sum + overlap(room, other) * weight;
    },
    cut < 1 ? 0 : cut * 9,
  );
}

function overlap(one, other) {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function controls(map) {
  const origin = map.getContainer().getBoundingClientRect();
  return [...map.getContainer().querySelectorAll(".leaflet-control")].map((control) => {
    const { left, top, width, height } = control.getBoundingClientRect();
    return box(left - origin.left, top - origin.top, width, height);
  });
}
