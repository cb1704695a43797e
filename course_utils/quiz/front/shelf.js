// What can be put into a statement, as lists to unfold: each record with a button that has its id.

import { make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

const SUMMARY = 90; // signs of a record that stand there unfolded

// A part of the shelf, [title, [[id, words], …]]; put(id) takes one into the statement.
export function partOf([title, entries], put) {
  const rows = entries.map(([id, words]) => takenOf(id, foldedOf(words), put));
  return make("details", {}, summaryOf(`${title} (${entries.length})`), make("ul", {}, ...rows));
}

// One row: what is said, and before it the button that takes it; what has no id is only read.
export function takenOf(id, said, put) {
  const button = {
    type: "button",
    "aria-label": gettext("Put [{id}] into your line", { id }),
    onclick: () => put(id),
  };
  return make("li", {}, id ? make("button", button, `[${id}]`) : null, said);
}

export function readOf(words) {
  return make("p", { dir: "auto" }, words);
}

export function summaryOf(text) {
  return make("summary", {}, make("span", { dir: "auto" }, text));
}

function foldedOf(words) {
  if (words.length <= SUMMARY) return readOf(words);
  return make("details", {}, summaryOf(`${words.slice(0, SUMMARY)}…`), readOf(words));
}
