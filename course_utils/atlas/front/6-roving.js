// One Tab stop for all that stands on the map (a roving tabindex): the arrow keys go from place to place by direction.

const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const STACKED = 4; // px: signs so near each other stand on one point

atlas.rove = (map) => {
  const container = map.getContainer();
  let stop = null;
  const settle = () => {
    const all = signs();
    if (!all.includes(stop)) stop = all.find((one) => one.matches(".article")) ?? all[0];
    for (const one of all) one.tabIndex = one === stop ? 0 : -1;
    container.tabIndex = stop ? -1 : 0;
  };
  const signs = () => [...container.querySelectorAll(".leaflet-marker-icon[tabindex]")];

  container.addEventListener("focusin", ({ target }) => {
    if (!signs().includes(target)) return;
    stop = target;
    settle();
  });
  container.addEventListener("keydown", (event) => {
    if (!signs().includes(event.target)) return;
    const { key, shiftKey } = event;
    if (key === "+" || key === "=") map.zoomIn();
    else if (key === "-") map.zoomOut();
    else if (!(key in DIRECTIONS)) return;
    else if (shiftKey) map.panBy(DIRECTIONS[key].map((way) => way * 80));
    else goTo(map, towards(event.target, signs(), DIRECTIONS[key]));
    event.preventDefault();
  });
  let waiting = false; // a layer that is switched adds its signs one by one
  map.on("layeradd layerremove", () => {
    if (!waiting) queueMicrotask(() => (waiting = settle()));
    waiting = true;
  });
  settle();
};

function goTo(map, sign) {
  if (!sign) return;
  const point = map.layerPointToLatLng(L.DomUtil.getPosition(sign));
  map.panInside(point, { padding: [40, 40], animate: !stillness.matches });
  sign.focus({ preventScroll: true });
}

// The nearest in that direction, what lies aside counting twice; where signs stand on one point, first the next of them.
function towards(from, signs, [x, y]) {
  const here = L.DomUtil.getPosition(from);
  const stack = signs.filter((one) => here.distanceTo(L.DomUtil.getPosition(one)) < STACKED);
  const next = stack[stack.indexOf(from) + x + y];
  if (next) return next;
  const far = (one) => {
    const { x: dx, y: dy } = L.DomUtil.getPosition(one).subtract(here);
    const along = dx * x + dy * y;
    return along < STACKED ? Infinity : along + 2 * Math.abs(dx * y - dy * x);
  };
  const nearest = signs.reduce((best, one) => (far(one) < far(best) ? one : best), from);
  return nearest === from ? undefined : nearest;
}
