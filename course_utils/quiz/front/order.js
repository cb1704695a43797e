// Things to put in order: with buttons, or dragged by their handle with a mouse, a pen or a finger.

import { drag } from "./drag.js";
import { make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

export function order(question, response) {
  const list = make("ol", { class: "cq-items" });
  const items = new Map(question.items.map((item) => [item.id, item]));
  const step = (row, by) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    by < 0 ? other.before(row) : other.after(row);
    moved();
  };
  const moved = () => {
    refresh();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const refresh = () => {
    [...list.children].forEach((row, index) => {
      for (const button of row.querySelectorAll("button")) {
        const { text } = items.get(row.dataset.part);
        const up = button.value === "-1";
        const said = { item: text, place: index + 1, last: list.children.length };
        button.setAttribute(
          "aria-label",
          up
            ? gettext("Move up: {item}, now {place} of {last}", said)
            : gettext("Move down: {item}, now {place} of {last}", said),
        );
        const stuck = up ? index === 0 : index === list.children.length - 1;
        button.setAttribute("aria-disabled", String(stuck));
      }
    });
  };
  for (const id of Array.isArray(response) ? response : items.keys()) {
    const row = make("li", { "data-part": id });
    const button = (sign, title, by) =>
      make(
        "button",
        {
          type: "button",
          value: String(by),
          title,
          onclick: (event) => {
            step(row, by);
            event.currentTarget.focus();
          },
        },
        sign,
      );
    const handle = make(
      "span",
      { class: "cq-handle", "aria-hidden": "true", title: gettext("Drag") },
      "⠿",
    );
    draggedBy(handle, row, moved);
    row.append(
      handle,
      make("span", { class: "cq-item-words", dir: "auto" }, items.get(id).text),
      make(
        "span",
        { class: "cq-moves" },
        button("↑", gettext("Move up"), -1),
        button("↓", gettext("Move down"), 1),
      ),
    );
    list.append(row);
  }
  refresh();
  return { node: list, read: () => [...list.children].map((row) => row.dataset.part) };
}

// The row that is held stays in the page, and with it the pointer: those that it passes change sides.
function draggedBy(handle, row, moved) {
  const middle = (other) => {
    const { top, height } = other.getBoundingClientRect();
    return top + height / 2;
  };
  const passes = (pointer) => {
    const { previousElementSibling: above, nextElementSibling: below } = row;
    if (above && pointer < middle(above)) row.after(above);
    else if (below && pointer > middle(below)) row.before(below);
    else return false;
    return true;
  };
  drag(handle, row, {
    moved: ({ clientY }) => {
      if (!passes(clientY)) return;
      for (let left = row.parentNode.children.length; left && passes(clientY); left -= 1);
      moved();
    },
  });
}
