// The board beside the statements: what this learner laid beside each explanation, to be taken into a statement.

import { readOf, summaryOf, takenOf } from "./shelf.js";
import { freshId, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

// Gives { node, show }: show(board) draws what laid.py gives, and nothing for none. What was unfolded stays so.
export function boardOf(put) {
  const list = make("div", {});
  const title = summaryOf(gettext("Your board"));
  const node = make("details", { class: "cq-board", open: true, hidden: true }, title, list);
  let drawn = null;
  const show = (board) => {
    const told = JSON.stringify(board ?? null);
    if (told === drawn) return;
    drawn = told;
    node.hidden = !board;
    const unfolded = [...list.children].map((part) => part.open);
    const held = list.contains(document.activeElement);
    const parts = board?.empty
      ? [readOf(board.empty)]
      : (board?.laid ?? []).map((one) => explanationOf(one, put));
    list.replaceChildren(...parts);
    for (const [n, part] of parts.entries()) part.open = unfolded[n];
    if (held) title.focus(); // what had it is gone
  };
  return { node, show };
}

function explanationOf([label, columns], put) {
  const filled = columns.filter(([, pieces]) => pieces.length);
  const count = filled.flatMap(([, pieces]) => pieces).length;
  const below = count
    ? filled.flatMap((column) => columnOf(column, put))
    : [readOf(gettext("nothing yet"))];
  return make("details", {}, summaryOf(`${label} (${count})`), ...below);
}

function columnOf([head, pieces], put) {
  const title = make("p", { class: "cq-board-head", id: freshId("column") });
  title.append(`${head} (${pieces.length})`);
  const rows = pieces.map(([id, said]) => takenOf(id, readOf(said), put));
  return [title, make("ul", { "aria-labelledby": title.id }, ...rows)];
}
