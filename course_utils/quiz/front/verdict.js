// What is said of an answer: the verdict, a mark on each thing that was chosen or placed, and the answer and why.

import { freshId, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

const SIGNS = {
  right: "✓",
  partly: "◐",
  wrong: "↻",
  stored: "✓",
  refused: "!",
  unchecked: "?",
  empty: "?",
  "given-up": "→",
};
const MARKS = { right: "✓", wrong: "✗", missed: "✓" };

// Fill the status line, `words` being those of each verdict; where the answer is shown, what it says stands there and not here as well.
export function fill(status, answer, words) {
  const key = answer.key ?? [];
  const parts = key.length ? [] : answer.parts;
  const doubled = key.some(([, why]) => why === answer.text);
  status.dataset.verdict = answer.verdict;
  const mark = make("span", { "aria-hidden": "true" }, SIGNS[answer.verdict]);
  const verdict = make(
    "b",
    { class: "cq-verdict", dir: "auto" },
    mark,
    ` ${words[answer.verdict]}`,
  );
  const said = make("span", { class: doubled ? "cq-heard" : null, dir: "auto" }, answer.text);
  status.replaceChildren(
    make("p", { class: "cq-lead" }, verdict, " ", said),
    ...(parts.length ? [make("ul", {}, ...parts.map(explained))] : []),
    ...restsOn(answer.rests_on),
  );
}

function explained([what, why]) {
  return make("li", {}, make("b", { dir: "auto" }, what), " ", make("span", { dir: "auto" }, why));
}

function restsOn(sources) {
  if (!sources.length) return [];
  const rows = sources.map(([text, url]) =>
    make(
      "li",
      {},
      url
        ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, text)
        : make("span", { dir: "auto" }, text),
    ),
  );
  return [
    make(
      "details",
      {},
      make("summary", {}, gettext("What this rests on")),
      make("ul", {}, ...rows),
    ),
  ];
}

// Take the verdict away, since it was on another answer; what a learner compares a text with stays.
export function empty(status) {
  delete status.dataset.verdict;
  status.querySelector(".cq-lead")?.remove();
}

// The answer, and why: nothing is there until it may be seen.
export function keyOf() {
  const title = make(
    "p",
    { class: "cq-key-title", id: freshId("key") },
    gettext("The answer, and why"),
  );
  const list = make("ul", {});
  const node = make(
    "div",
    { class: "cq-key", role: "group", "aria-labelledby": title.id, tabindex: -1, hidden: true },
    title,
    list,
  );
  const show = (key) => {
    if (!key?.length) return;
    node.hidden = false;
    list.replaceChildren(
      ...key.map(([what, why, right]) => {
        const row = explained([what, why]);
        if (right !== null) row.dataset.mark = right ? "right" : "wrong";
        return row;
      }),
    );
  };
  return { node, show };
}

// Put a mark on each part of a control that has one, and take the others away.
export function mark(control, marks) {
  const words = {
    right: gettext("right"),
    wrong: gettext("not right"),
    missed: gettext("right, not chosen"),
  };
  const found = new Map(marks);
  for (const part of control.querySelectorAll("[data-part]")) {
    part.querySelector(".cq-mark")?.remove();
    delete part.dataset.mark;
    const field = part.querySelector("input, select");
    field?.removeAttribute("aria-describedby");
    let code = found.get(part.dataset.part);
    if (!code) continue;
    if (code === "missed" && (field?.checked || part.ariaPressed === "true")) code = "right";
    const sign = make("span", { "aria-hidden": "true" }, MARKS[code]);
    const said = make("span", { class: "cq-mark-said", dir: "auto" }, ` ${words[code]}`);
    const made = make("span", { class: "cq-mark", id: freshId("mark") }, sign, said);
    part.dataset.mark = code;
    part.append(made);
    field?.setAttribute("aria-describedby", made.id);
  }
}
