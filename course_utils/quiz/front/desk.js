// The desk: a text of statements, and beside it the learner's board, a map and what the lessons rest on. What is chosen
// there goes as its id into the statement that is being written.

import { boardOf } from "./board.js";
import { pictureOf } from "./map.js";
import { partOf, summaryOf } from "./shelf.js";
import { freshId, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

export function desk(question, writing) {
  const area = writing.node.querySelector("textarea");
  const said = make("p", { role: "status" });
  const put = (id) => (said.textContent = putInto(area, id));
  const board = boardOf(put);
  const side = make(
    "div",
    { class: "cq-side", role: "group", "aria-label": gettext("What you can argue with") },
    board.node,
    placesOf(question, put),
    ...question.shelf.map((part) => partOf(part, put)),
  );
  const text = make("div", { class: "cq-statements" }, writing.node, said);
  const node = make("div", { class: "cq-desk" }, text, side);
  return { node, read: writing.read, board: board.show };
}

// Put an id at the end of the line in which the caret stands; returns what was done, in a sentence.
function putInto(area, id) {
  const caret = area.selectionStart;
  const number = area.value.slice(0, caret).split("\n").length;
  const lines = area.value.split("\n");
  const line = lines[number - 1];
  if (line.includes(`[${id}]`))
    return gettext("[{id}] stands in line {number} already.", { id, number });
  lines[number - 1] = `${line.trimEnd()} [${id}]`.trimStart();
  const end = lines.slice(0, number).join("\n").length;
  area.value = lines.join("\n");
  area.setSelectionRange(end, end);
  area.dispatchEvent(new Event("input", { bubbles: true })); // as if it was typed: it is kept
  return gettext("[{id}] is in line {number} now.", { id, number });
}

// One stop for the Tab key; arrows go from place to place, from west to east.
function placesOf({ map, places }, put) {
  const [[south, west], [north, east]] = map.bounds;
  const name = make("p", { class: "cq-map-words", "aria-hidden": "true" });
  const buttons = places.map(([id, text, lat, lon, often], n) => {
    const button = make(
      "button",
      {
        type: "button",
        class: often ? "cq-dot cq-dot-named" : "cq-dot",
        tabindex: n ? -1 : 0,
        "aria-label": text,
        onclick: () => put(id),
        onfocus: () => (name.textContent = `${text} [${id}]`),
        onmouseenter: () => (name.textContent = `${text} [${id}]`),
      },
      often ? make("span", { "aria-hidden": "true" }, text) : null,
    );
    button.style.insetInlineStart = `${(100 * (lon - west)) / (east - west)}%`;
    button.style.top = `${(100 * (north - lat)) / (north - south)}%`;
    return button;
  });
  const walk = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = buttons.indexOf(event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const to = buttons[(at + step + buttons.length) % buttons.length];
    buttons[at].tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };
  const help = make(
    "p",
    { id: freshId("places-help") },
    gettext(
      "Click on a place, or go to it with the arrow keys and press Enter: its id goes into your line.",
    ),
  );
  const picture = make(
    "div",
    { class: "cq-places", dir: "ltr", role: "group", "aria-label": map.title, onkeydown: walk },
    pictureOf(map),
    ...buttons,
  );
  picture.setAttribute("aria-describedby", help.id);
  const title = summaryOf(gettext("Places on the map"));
  return make("details", { open: true }, title, help, picture, name);
}
