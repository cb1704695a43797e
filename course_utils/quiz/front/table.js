// Rows that are each given one of the choices: from its list, or by dragging a choice onto the row.

import { drag } from "./drag.js";
import { freshId, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

export function table(question, response) {
  const selects = question.rows.map((row) => {
    const select = make(
      "select",
      { "data-row": row.id },
      make("option", { value: "" }, gettext("Choose …")),
    );
    for (const { id, text } of question.choices) {
      const chosen = response?.[row.id] === id;
      select.append(make("option", { value: id, selected: chosen }, text));
    }
    return select;
  });
  const rows = selects.map((select, n) => {
    select.id = freshId("row");
    const text = make("span", { dir: "auto" }, question.rows[n].text);
    const label = make("label", { for: select.id }, text);
    return make("div", { class: "cq-row", "data-part": select.dataset.row }, label, select);
  });
  const read = () => {
    const made = selects.filter((select) => select.value);
    return made.length ? Object.fromEntries(made.map((s) => [s.dataset.row, s.value])) : null;
  };
  return { node: make("div", { class: "cq-rows" }, tray(question, rows), ...rows), read };
}

// The choices as things to drag. Who hears the page or goes through it by keys has the lists, which do the same.
function tray({ choices }, rows) {
  const tiles = choices.map(({ id, text }) => {
    const tile = make(
      "span",
      { class: "cq-tile", "data-choice": id },
      make("span", { class: "cq-handle", title: gettext("Drag") }, "⠿"),
      make("span", { dir: "auto" }, text),
    );
    const over = (pointer) => {
      for (const row of rows) row.classList.toggle("cq-over", row === at(rows, pointer));
    };
    let grip = null; // where in the tile it is held
    drag(tile, tile, {
      moved: (pointer) => {
        tile.style.translate = "";
        const { left, right, top } = tile.getBoundingClientRect();
        const { clientX: x, clientY: y } = pointer;
        grip ??= { x: x - left, y: y - top };
        const within = tile.parentElement.getBoundingClientRect(); // so that nothing leaves the card
        const across = Math.max(
          within.left - left,
          Math.min(within.right - right, x - left - grip.x),
        );
        tile.style.translate = `${across}px ${y - top - grip.y}px`;
        over(pointer);
      },
      dropped: (pointer) => {
        const select = at(rows, pointer)?.querySelector("select");
        if (!select) return;
        select.value = id;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
      ended: () => {
        grip = null;
        tile.style.translate = "";
        for (const row of rows) row.classList.remove("cq-over");
      },
    });
    return tile;
  });
  return make("div", { class: "cq-tray", "aria-hidden": "true" }, ...tiles);
}

function at(rows, { clientX: x, clientY: y }) {
  return rows.find((row) => {
    const { left, right, top, bottom } = row.getBoundingClientRect();
    return left <= x && x <= right && top <= y && y <= bottom;
  });
}
