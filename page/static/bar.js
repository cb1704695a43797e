// The line at the top of a lesson: at its start what the page has to say, at its end what a reader can do at any time.

import { make } from "./dom.js";
import { spoken } from "./language.js";

export class Bar {
  #words = make("p", { role: "status" });
  #answers = make("div", { class: "course-bar-actions" });
  #always = make("div", { class: "course-bar-always" });

  constructor(Widget, panel) {
    const said = make("div", { class: "course-bar-said" }, this.#words, this.#answers);
    const bar = make("div", { class: "course-bar", ...spoken }, said, this.#always);
    const widget = new Widget();
    widget.node.append(bar);
    panel.contentHeader.addWidget(widget);
    // JupyterLab gives a line the height that it asks for, and not the one that it has.
    const watch = new ResizeObserver(() => {
      widget.node.style.minHeight = `${bar.offsetHeight}px`;
      widget.fit();
      panel.contentHeader.fit();
    });
    watch.observe(bar);
    panel.disposed.connect(() => watch.disconnect());
  }

  // Say a sentence, with the buttons that answer it; an empty one takes the last away.
  say(text, actions = {}) {
    const buttons = Object.entries(actions).map(([label, act]) => button(label, act));
    this.#answers.replaceChildren(...buttons);
    if (this.said !== text) this.#words.textContent = text; // else it is read aloud again
  }

  get said() {
    return this.#words.textContent;
  }

  // Add something that stays: a button, or a switch, whose state `pressed` says.
  offer(label, act, { pressed, title } = {}) {
    const made = button(label, act);
    if (title) made.title = title;
    if (pressed !== undefined) made.setAttribute("aria-pressed", pressed);
    this.#always.append(made);
    return made;
  }
}

function button(label, act) {
  return make("button", { type: "button", onclick: act }, label);
}
