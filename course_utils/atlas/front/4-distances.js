// How far it is from a place to others of the map, and which way: as exact as the points are.

const EARTH = 6371; // km, mean radius
const WINDS = [
  gettext("north"),
  gettext("north-north-east"),
  gettext("north-east"),
  gettext("east-north-east"),
  gettext("east"),
  gettext("east-south-east"),
  gettext("south-east"),
  gettext("south-south-east"),
  gettext("south"),
  gettext("south-south-west"),
  gettext("south-west"),
  gettext("west-south-west"),
  gettext("west"),
  gettext("west-north-west"),
  gettext("north-west"),
  gettext("north-north-west"),
];
const TOLD = 3; // places that a card names
const KNOWN = 8; // among so many of the map, those in which most of what the course tells has happened

// The nearest of the best known places in words: "Town 370 km west-north-west", none where there is no other point.
atlas.fromHere = (place) => {
  const known = atlas.standing.toSorted((one, two) => two.events - one.events).slice(0, KNOWN);
  const others = known.filter(({ id }) => id !== place.id);
  const found = others.map((other) => ({ other, ...way(place, other) }));
  found.sort((one, two) => one.km - two.km);
  return found.slice(0, TOLD).map(({ other, km, wind }) => {
    const step = place.approximate || other.approximate ? 10 : km < 20 ? 1 : km < 100 ? 5 : 10;
    const told = { name: other.short, km: Math.round(km / step) * step, step, wind };
    return told.km
      ? gettext("{name} {km} km {wind}", told)
      : gettext("{name} under {step} km", told);
  });
};

// Great-circle distance in km (haversine) and the wind of the first course.
function way(from, to) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const [one, two] = [radians(from.lat), radians(to.lat)];
  const east = radians(to.lon - from.lon);
  const half =
    Math.sin((two - one) / 2) ** 2 + Math.cos(one) * Math.cos(two) * Math.sin(east / 2) ** 2;
  const course = Math.atan2(
    Math.sin(east) * Math.cos(two),
    Math.cos(one) * Math.sin(two) - Math.sin(one) * Math.cos(two) * Math.cos(east),
  );
  const sixteenths = Math.round((course / (2 * Math.PI)) * 16 + 16) % 16;
  return { km: 2 * EARTH * Math.asin(Math.sqrt(half)), wind: WINDS[sixteenths] };
}
