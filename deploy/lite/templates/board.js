// What a learner laid and guessed, filled into the views that Python drew empty (board.py, prediction_list.py).

import { laidOn } from "./laid.js";
import { gettext } from "./static/language.js";

// The explanations and their columns stand there, in the same order.
export function fillBoard(view, board, attempts) {
  const rows = view.querySelectorAll(".bd-explanation");
  for (const [row, [, columns]] of laidOn(board, attempts).laid.entries()) {
    const cells = rows[row].querySelectorAll(".bd-column");
    for (const [n, [head, pieces]] of columns.entries()) {
      const [title, list] = cells[n].children;
      title.textContent = `${head} (${pieces.length})`;
      list.replaceWith(pieces.length ? listOf(pieces.map(([, said]) => said)) : nothing());
    }
  }
}

// The last guess beside each question that asked for one.
export function fillGuesses(view, guesses, attempts) {
  const rows = view.querySelectorAll("tbody tr");
  for (const [n, { id, options }] of guesses.entries()) {
    const response = attempts.latest(id)?.response;
    if (response) rows[n].lastElementChild.textContent = options[response] ?? response;
  }
}

function nothing() {
  const line = document.createElement("p");
  line.className = "bd-empty";
  line.textContent = gettext("nothing yet");
  return line;
}

function listOf(texts) {
  const list = document.createElement("ul");
  for (const text of texts) {
    const row = document.createElement("li");
    row.textContent = text;
    list.append(row);
  }
  return list;
}
