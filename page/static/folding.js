// Code is folded, not hidden: what a lesson runs stands behind a small button above what it shows. Where code is the
// task, and where somebody wrote some, it is open. One switch opens all of it, in all lessons.

import { make } from "./dom.js";
import { keep, kept } from "./kept.js";
import { gettext } from "./language.js";

const CODE = gettext("Code");

export class Folding {
  #folds = new Map();
  #switch;

  constructor({ panel, lesson, bar, lab }) {
    this.Widget = lab.Widget;
    this.panel = panel;
    this.own = new Map(lesson.cells.map((cell) => [cell.id, cell]));
    const all = kept("code") === "open";
    this.#switch = bar.offer(gettext("Show code"), () => this.#turn(), {
      pressed: all,
      title: gettext("Show the Python that draws what you see, in every lesson"),
    });
    this.#fold();
    panel.content.model.cells.changed.connect(() => this.#fold());
    this.#showAll(all);
  }

  #turn() {
    const all = kept("code") !== "open";
    keep("code", all ? "open" : "folded");
    this.#showAll(all);
  }

  #showAll(all) {
    this.#switch.setAttribute("aria-pressed", all);
    this.panel.toggleClass("course-code-open", all);
    for (const open of this.#folds.values()) open(all);
  }

  #fold() {
    for (const cell of this.panel.content.widgets)
      if (!this.#folds.has(cell) && this.#isFolded(cell))
        this.#folds.set(cell, fold(cell, this.Widget));
  }

  #isFolded({ model }) {
    const own = this.own.get(model.id);
    if (own?.cell_type !== "code" || own.metadata.tags?.includes("task")) return false;
    return own.source === model.sharedModel.source;
  }
}

// Fold a cell's code behind a button, and return what opens or folds it.
function fold(cell, Widget) {
  const open = (wanted) => {
    cell.toggleClass("course-folded", !wanted);
    button.setAttribute("aria-expanded", wanted);
  };
  const button = make(
    "button",
    {
      type: "button",
      class: "course-code",
      onclick: () => open(cell.hasClass("course-folded")),
    },
    CODE,
  );
  // A cell that is far away is drawn later, and counts the widgets that it has.
  const node = document.createElement("div");
  node.append(button);
  cell.layout.insertWidget(0, new Widget({ node }));
  open(false);
  return open;
}
