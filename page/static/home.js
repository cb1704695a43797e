// The home of the course: its article as a text that is marked as one settles it, the lessons, and what comes back.

import { make } from "./dom.js";
import { gettext, ngettext, spoken } from "./language.js";
import { naming, whoIsLearning } from "./naming.js";
import { lessonOf, standing } from "./standing.js";

const MOST_BACK = 3;

// What is drawn; `to` says where a lesson is (href), what opens it, and what takes a name, where one can be given here.
export function drawHome(course, learning, to) {
  const { title, question, language } = course.course;
  const parts = partsOf(course, learning, to);
  return make(
    "div",
    { class: "course-home", ...spoken },
    make(
      "header",
      { class: "ch-head" },
      make(
        "div",
        {},
        make("p", { class: "ch-course", lang: language }, title),
        make("h1", { lang: language }, question),
        parts.asks ? "" : whoIsLearning(learning, to),
      ),
      make("div", { class: "ch-map" }, picture(course.map)),
    ),
    ...parts.all,
  );
}

// The parts below the head, in the order in which they are read; `begun` says whether anything was answered.
export function partsOf(course, learning, to) {
  const now = standing(course, learning.attempts);
  const told = {
    course: course.course,
    to,
    now,
    of: (id) => course.lessons.find((one) => one.id === id),
  };
  const asks = Boolean(to.choose && !learning.chosen && !now.begun);
  const all = [
    next(told, asks),
    article(course.sentences, told),
    lessons(course.lessons, told),
    ...back(told),
  ];
  return { all, asks, begun: now.begun };
}

function picture(svg) {
  return document.importNode(
    new DOMParser().parseFromString(svg, "image/svg+xml").documentElement,
    true,
  );
}

function next({ course, now, of, to }, asks) {
  const lesson = of(now.next);
  if (!lesson)
    return make(
      "section",
      { class: "ch-next" },
      make("h2", {}, gettext("Every question is settled.")),
    );
  const { minutes } = now.lessons.find(({ id }) => id === lesson.id);
  const card = make(
    "section",
    { class: "ch-next" },
    make("p", { class: "ch-kicker" }, now.begun ? gettext("Continue here") : gettext("Begin here")),
    make("h2", { lang: course.language }, heading(lesson)),
    make("p", { lang: course.language }, lesson.question),
    make("p", { class: "ch-quiet" }, left(minutes)),
  );
  const begin = now.begun ? gettext("Continue") : gettext("Begin");
  card.append(asks ? naming(begin, lesson, to) : leading(lesson, to, "ch-begin", begin));
  return card;
}

function article(sentences, { course, now }) {
  const whole = now.sentences.filter(({ all, of }) => of && all).length;
  const said = gettext("Each sentence is marked as far as you have settled what it says.");
  const count = ngettext("{count} is settled whole.", "{count} are settled whole.", whole);
  return make(
    "section",
    { class: "ch-article" },
    make("h2", {}, gettext("The article")),
    make("p", { class: "ch-quiet" }, whole ? `${said} ${count}` : said),
    make("ol", {}, ...sentences.map((one, at) => sentence(one, at + 1, now.sentences[at], course))),
  );
}

function sentence({ text }, number, { settled, of }, { language }) {
  const share = of ? settled / of : 0;
  const marked = make(
    "span",
    { class: "ch-marked", lang: language, style: `--settled: ${share * 100}%` },
    text,
  );
  return make(
    "li",
    {},
    make("span", { class: "ch-number", "aria-hidden": "true" }, number),
    marked,
    " ",
    ...(settled ? [counted(settled, of), " "] : []),
  );
}

// As a small sign for the eye, and as words for the ear.
function counted(settled, of) {
  const said = gettext("{settled} of {count} settled", { settled, count: of });
  const seen = make("span", { "aria-hidden": "true" }, settled === of ? "✓" : `${settled}/${of}`);
  return make(
    "span",
    { class: "ch-count", title: said },
    seen,
    make("span", { class: "ch-unseen" }, said),
  );
}

function lessons(all, { course, now, to }) {
  const rows = all.map((lesson, at) => {
    const { minutes, settled, of } = now.lessons[at];
    const isDone = of > 0 && settled === of;
    const still = settled ? left(minutes) : minutesOf(lesson.minutes);
    const state = isDone ? gettext("Done") : still;
    const link = leading(
      lesson,
      to,
      "ch-lesson",
      make("span", { class: "ch-number" }, lesson.number),
      make("span", { class: "ch-name", lang: course.language }, lesson.title),
      make("span", { class: "ch-asks", lang: course.language }, lesson.question),
      make("span", { class: "ch-state" }, state),
      make("span", { class: "ch-bar", style: `--settled: ${of ? (settled / of) * 100 : 0}%` }),
    );
    if (lesson.id === now.next) link.setAttribute("aria-current", "step");
    return make("li", { "data-done": isDone }, link, ...(to.read ? [reading(lesson, to)] : []));
  });
  return make(
    "section",
    { class: "ch-lessons" },
    make("h2", {}, gettext("The lessons")),
    make("ol", {}, ...rows),
  );
}

function back({ course, now, of, to }) {
  const wrong = now.wrong.slice(0, MOST_BACK);
  if (!wrong.length) return [];
  const said = gettext(
    "These were not right the last time. A later lesson asks them again, or look once more now.",
  );
  const items = wrong.map((question) => {
    const lesson = of(lessonOf(question));
    const called = heading(lesson);
    const where = gettext("Go to {lesson}", { lesson: called });
    return make(
      "li",
      {},
      make("p", { lang: course.language }, question.recalled),
      leading(lesson, to, "", where),
    );
  });
  return [
    make(
      "section",
      { class: "ch-back" },
      make("h2", {}, gettext("What comes back")),
      make("p", { class: "ch-quiet" }, said),
      make("ul", {}, ...items),
    ),
  ];
}

function heading({ number, title }) {
  return `${number} ${title}`.trim();
}

// A link to a lesson, opened in its own way where there is one.
function leading(lesson, { href, open }, className, ...children) {
  const link = make("a", { href: href(lesson.id), class: className }, ...children);
  if (open)
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(lesson.id);
    });
  return link;
}

function reading(lesson, { read }) {
  const label = gettext("Read it: {lesson}", { lesson: lesson.title });
  return make(
    "a",
    { href: read(lesson.id), class: "ch-read", "aria-label": label },
    gettext("Read it"),
  );
}

function left(minutes) {
  return ngettext("About {count} minute left", "About {count} minutes left", minutes);
}

function minutesOf(minutes) {
  return ngettext("{count} minute", "{count} minutes", minutes);
}
