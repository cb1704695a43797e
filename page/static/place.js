// Where in a lesson the reader is: kept for the next time it is opened, in this browser.

import { keep, kept } from "./kept.js";

const SETTLED = 4000; // ms without a move: all that a lesson shows is drawn
const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];

export class Place {
  constructor(panel) {
    this.panel = panel;
    this.content = panel.content;
    this.name = `place:${panel.context.path}`;
    this.before = kept(this.name);
    let timer;
    this.content.outerNode.addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#keep(), 300);
    });
  }

  // Remember where the reader is, to come back there once everything is drawn anew.
  hold() {
    this.before = this.#now();
  }

  // Go to where the reader was.
  goBack() {
    const before = this.before;
    this.before = null;
    if (!before || location.hash) return;
    const index = this.content.widgets.findIndex(({ model }) => model.id === before.cell);
    if (index < 0 || (index === 0 && before.above < 1)) return;
    this.content.activeCellIndex = index;
    this.#stay(this.content.widgets[index], before.above);
  }

  // Hold a cell where it is while all above it is drawn and grows, until the reader goes elsewhere.
  #stay(cell, above) {
    const { outerNode } = this.content;
    let quiet = performance.now();
    const look = () => {
      if (cell.isDisposed || performance.now() > quiet + SETTLED) return leave();
      const off = cell.node.getBoundingClientRect().top - this.#top() + above;
      if (Math.abs(off) < 2) return;
      outerNode.scrollTop += off;
      quiet = performance.now();
    };
    const leave = () => {
      clearInterval(looking);
      for (const kind of MOVES) outerNode.removeEventListener(kind, leave);
    };
    const looking = setInterval(look, 50);
    for (const kind of MOVES) outerNode.addEventListener(kind, leave, { passive: true });
    look();
  }

  #keep() {
    if (this.panel.isDisposed || !this.panel.isVisible || this.panel.hasClass("course-waiting"))
      return;
    keep(this.name, this.#now());
  }

  #now() {
    const top = this.#top();
    const cell = this.content.widgets.find(
      ({ node }) => node.getBoundingClientRect().bottom > top + 1,
    );
    if (!cell) return null;
    return { cell: cell.model.id, above: Math.round(top - cell.node.getBoundingClientRect().top) };
  }

  #top() {
    return this.content.outerNode.getBoundingClientRect().top;
  }
}
