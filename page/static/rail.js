// The parts of a lesson: where one is, and what is left. Beside the text where there is room, else behind a button.

import { Answers } from "./answers.js";
import { make } from "./dom.js";
import { homeOf } from "./home-page.js";
import { gettext, ngettext, spoken } from "./language.js";
import { standing } from "./standing.js";

const PAUSE = 700; // ms after an answer: by then it is on disk

export async function addRail({ app, lab, panel, lesson, editions }) {
  const course = await editions.home;
  const rail = new Rail({ app, lab, panel, parts: partsOf(lesson), name: lesson.name, course });
  if (lab.PageConfig.getOption("courseAnswers") === "elsewhere") return;
  const folder = panel.context.path.replace(/[^/]*$/, "");
  const answers = new Answers(app.serviceManager.contents, folder);
  const look = () =>
    answers.read().then(
      ({ attempts }) => panel.isDisposed || rail.count(standing(course, attempts)),
      () => {}, // where they cannot be read, the parts are shown without what is left
    );
  let timer;
  panel.sessionContext.iopubMessage.connect((_, { header }) => {
    if (header.msg_type !== "comm_msg") return; // the feedback on an answer is one
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  look();
}

// The headings of the second order, each with the cell in which it stands and the quizzes that its cells show.
function partsOf({ cells }) {
  const parts = [];
  cells.forEach(({ cell_type, source }, index) => {
    const heading = cell_type === "markdown" && source.match(/^## +(.+)$/m);
    if (heading) parts.push({ title: heading[1], index, quizzes: [] });
    if (cell_type !== "code" || !parts.length) return;
    for (const [, quiz] of source.matchAll(/quiz\.show\("([^"]+)"/g))
      parts.at(-1).quizzes.push(quiz);
  });
  return parts;
}

class Rail {
  #left = make("p", { class: "course-rail-left" });
  #all = make("button", { type: "button", class: "course-rail-home" }, gettext("All lessons"));
  #open = make("button", { type: "button", class: "course-rail-open", "aria-expanded": "false" });
  #line = make("div", { class: "course-rail-line", "aria-hidden": "true" });
  #at = -1;

  constructor({ app, lab, panel, parts, name, course }) {
    Object.assign(this, { panel, parts, name, content: panel.content });
    this.#all.addEventListener("click", homeOf(app, lab, panel.context.path));
    this.links = parts.map((part) => this.#link(part));
    this.list = make("ol", {}, ...this.links.map((link) => make("li", {}, link)));
    this.title = course.lessons.find(({ id }) => id === name)?.title ?? name;
    this.node = make(
      "nav",
      { class: "course-rail", "aria-label": gettext("Parts of this lesson"), ...spoken },
      this.#open,
      this.#line,
      make("div", { class: "course-rail-parts" }, this.#all, this.list, this.#left),
    );
    this.#open.addEventListener("click", () => this.#show(this.#open.ariaExpanded !== "true"));
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#open.ariaExpanded !== "true") return;
      this.#show(false);
      this.#open.focus();
    });
    panel.node.prepend(this.node);
    this.#follow();
  }

  // Say how many questions each part has left, and about how long the lesson still takes.
  count(now) {
    this.parts.forEach(({ title, quizzes }, at) => {
      const left = quizzes.reduce((sum, quiz) => sum + now.leftIn(quiz), 0);
      const asks = quizzes.some((quiz) => now.asks(quiz));
      const link = this.links[at];
      link.lastChild.textContent = left ? left : asks ? "✓" : "";
      const said = left
        ? ngettext("{part}: {count} question left", "{part}: {count} questions left", left, {
            part: title,
          })
        : gettext("{part}: all settled", { part: title });
      link.ariaLabel = asks ? said : null;
    });
    const { minutes, all } = now.lessons.find(({ id }) => id === this.name);
    this.#left.textContent = all
      ? gettext("Everything in this lesson is settled.")
      : ngettext("About {count} minute left", "About {count} minutes left", minutes);
  }

  #link(part) {
    const sign = make("span", { class: "course-rail-sign", "aria-hidden": "true" });
    const go = () => {
      this.#show(false);
      this.content.activeCellIndex = this.#indexOf(part);
      this.content.scrollToItem(this.#indexOf(part), "start");
    };
    return make("button", { type: "button", onclick: go }, make("span", {}, part.title), sign);
  }

  // Where a part is now: cells that somebody added move it.
  #indexOf({ title }) {
    const found = this.content.widgets.findIndex(
      ({ model }) => model.type === "markdown" && model.sharedModel.source.includes(`## ${title}`),
    );
    return Math.max(found, 0);
  }

  #follow() {
    const { panel, content } = this;
    let waiting;
    const look = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => this.#look());
    };
    content.outerNode.addEventListener("scroll", look, { passive: true });
    const watch = new ResizeObserver(() => {
      this.node.style.insetBlockStart = `${content.node.offsetTop}px`;
      look();
    });
    watch.observe(content.node);
    for (const inner of content.outerNode.children) watch.observe(inner); // what a lesson shows grows while it runs
    panel.disposed.connect(() => watch.disconnect());
  }

  // The part in which the reader is: that of the cell which stands a third down the page.
  #look() {
    const box = this.content.outerNode.getBoundingClientRect();
    const line = box.top + box.height / 3;
    const here = this.content.widgets.findLastIndex(({ node }) => {
      const { top, height } = node.getBoundingClientRect();
      return node.isConnected && height > 0 && top <= line;
    });
    const starts = this.parts.map((part) => this.#indexOf(part));
    const at = Math.max(
      starts.findLastIndex((start) => start <= here),
      0,
    );
    if (at === this.#at) return;
    this.#at = at;
    this.links.forEach((link, index) => {
      if (index === at) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    const place = { number: at + 1, count: this.parts.length, part: this.parts[at].title };
    this.#open.textContent = gettext("{number} of {count}: {part}", place);
    this.#line.style.setProperty("--course-share", `${((at + 1) / this.parts.length) * 100}%`);
  }

  #show(open) {
    this.#open.ariaExpanded = `${open}`;
  }
}
