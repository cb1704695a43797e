// A blank map on which a place is pointed at. face.map is what atlas.outline() gives.
// pointMap(face, response) gives { node, read }: read() returns [latitude, longitude], or null while there is none.

import { freshId, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function pointMap(face, response) {
  const { title, bounds, width, height } = face.map;
  const [[south, west], [north, east]] = bounds;
  let point = Array.isArray(response) ? response : null;

  const cross = draw("path", { class: "cq-map-cross", d: "M-11 0H-3M3 0H11M0-11V-3M0 3V11" });
  const picture = pictureOf(face.map, cross);
  const words = make("p", { class: "cq-map-words", role: "status" });
  const help = make(
    "p",
    { id: freshId("map-help") },
    gettext(
      "Click on the map. Or go to the map with Tab and move the cross with the arrow keys; with Shift it moves less.",
    ),
  );
  const map = make(
    "div",
    {
      class: "cq-map",
      role: "application",
      tabindex: 0,
      "aria-label": title,
      "aria-describedby": help.id,
      "data-lm-suppress-shortcuts": "true",
      onclick: (event) => {
        const { left, top, width: wide, height: high } = picture.getBoundingClientRect();
        const right = (event.clientX - left) / wide;
        const down = (event.clientY - top) / high;
        set(north - down * (north - south), west + right * (east - west));
      },
      onkeydown: (event) => {
        const step = STEPS[event.key];
        if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.stopPropagation();
        const by = event.shiftKey ? 0.1 : 0.5;
        const [lat, lon] = point ?? [(south + north) / 2, (west + east) / 2];
        set(lat + step[0] * by, lon + step[1] * by);
      },
    },
    picture,
  );

  const set = (lat, lon) => {
    point = [within(lat, south, north), within(lon, west, east)];
    show();
    map.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = () => {
    const [lat, lon] = point ?? [(south + north) / 2, (west + east) / 2];
    const x = ((lon - west) / (east - west)) * width;
    const y = ((north - lat) / (north - south)) * height;
    cross.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(1.6)`);
    cross.classList.toggle("cq-map-unset", !point);
    words.textContent = point
      ? gettext("Your point: {north} degrees north, {east} degrees east.", {
          north: lat.toFixed(1),
          east: lon.toFixed(1),
        })
      : gettext("No point yet.");
  };
  show();
  return { node: make("div", { class: "cq-point" }, help, map, words), read: () => point };
}

// The map without names, and what is drawn on it.
export function pictureOf({ width, height, shapes }, ...more) {
  return draw(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" },
    ...shapes.map(({ home, path }) =>
      draw("path", { class: home ? "cq-map-home" : "cq-map-land", d: path }),
    ),
    ...more,
  );
}

export function draw(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function within(value, least, most) {
  return Number(Math.max(least, Math.min(most, value)).toFixed(2));
}
