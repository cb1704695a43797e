// How each kind of question is answered. draw(question, response) gives { node, read, focus }:
// read() returns the response, or null while there is none.

import { freshId, labelled, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";
import { desk } from "./desk.js";
import { pointMap } from "./map.js";
import { order } from "./order.js";
import { sketch } from "./sketch.js";
import { table } from "./table.js";
import { weigh } from "./weigh.js";

function ticks(type) {
  return (question, response) => {
    const name = freshId("options");
    const chosen = new Set([].concat(response ?? []));
    const inputs = question.options.map(({ id }) =>
      make("input", { type, name, value: id, checked: chosen.has(id) }),
    );
    const rows = inputs.map((input, n) => labelled(input, question.options[n].text, "cq-option"));
    rows.forEach((row, n) => (row.dataset.part = question.options[n].id));
    const node = make("div", { class: "cq-options" }, ...rows);
    const read = () => inputs.filter((input) => input.checked).map((input) => input.value);
    const one = () => read()[0] ?? null;
    const many = () => (read().length ? read() : null);
    return { node, read: type === "radio" ? one : many };
  };
}

// Results as a page of a search has them: a few are opened, and of each one says what it settles.
function search(question, response) {
  const opened = new Map(Object.entries(response ?? {}));
  const count = make("p", { class: "cq-opened", role: "status" });
  const results = question.rows.map((row) => {
    const choices = question.choices.map(({ id, text }) =>
      make("option", { value: id, selected: opened.get(row.id) === id }, text),
    );
    const select = make(
      "select",
      {},
      make("option", { value: "" }, gettext("Choose …")),
      ...choices,
    );
    select.id = freshId("settles");
    const page = make(
      "div",
      { class: "cq-page", id: freshId("page"), hidden: true },
      ...row.page.split("\n").map((part) => make("p", { dir: "auto" }, part)),
      make(
        "div",
        { class: "cq-row" },
        make("label", { for: select.id }, gettext("What does it settle?")),
        select,
      ),
    );
    const button = make(
      "button",
      {
        type: "button",
        "aria-controls": page.id,
        "aria-label": gettext("Open: {title}", { title: row.text }),
        onclick: () => {
          if (opened.has(row.id) || opened.size >= question.opens) return;
          opened.set(row.id, "");
          refresh();
        },
      },
      gettext("Open"),
    );
    const node = make(
      "li",
      { class: "cq-found" },
      make("p", { class: "cq-found-title", dir: "auto" }, row.text),
      make("p", { class: "cq-found-about", dir: "auto" }, row.about),
      make("p", { dir: "auto" }, row.summary),
      button,
      page,
    );
    return { id: row.id, node, button, page, select };
  });
  const refresh = () => {
    const full = opened.size >= question.opens;
    for (const { id, button, page } of results) {
      const open = opened.has(id);
      page.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      button.setAttribute("aria-disabled", String(open || full));
    }
    count.textContent = gettext("Opened: {count} of {most}.", {
      count: opened.size,
      most: question.opens,
    });
  };
  refresh();
  const read = () => {
    const made = results.filter(({ id }) => opened.has(id));
    if (!made.length) return null;
    return Object.fromEntries(made.map(({ id, select }) => [id, select.value || null]));
  };
  const list = make("ol", { class: "cq-results" }, ...results.map(({ node }) => node));
  return { node: make("div", {}, count, list), read };
}

function line(label) {
  return (question, response) => {
    const input = make("input", { type: "text", autocomplete: "off", dir: "auto", maxlength: 200 });
    input.value = response ?? "";
    input.id = freshId("line");
    const named = make("label", { for: input.id }, label(question));
    const read = () => input.value.trim() || null;
    return { node: make("div", { class: "cq-line" }, named, input), read };
  };
}

function words(question, response) {
  const marked = new Set(response ?? []);
  const buttons = question.words.map((word, index) =>
    make(
      "button",
      {
        type: "button",
        "data-part": index,
        "aria-pressed": String(marked.has(index)),
        onclick: ({ currentTarget }) => {
          marked.has(index) ? marked.delete(index) : marked.add(index);
          currentTarget.setAttribute("aria-pressed", String(marked.has(index)));
        },
      },
      word,
    ),
  );
  const node = make("div", { class: "cq-words", dir: "auto" }, ...buttons);
  return { node, read: () => (marked.size ? [...marked].sort((a, b) => a - b) : null) };
}

function writing(question, response) {
  const area = make("textarea", { rows: 4, dir: "auto", maxlength: 20000 });
  area.value = response ?? "";
  area.id = freshId("text");
  // JupyterLab takes a line break away from all that is written in below a cell; heard first, it hears none.
  area.addEventListener("beforeinput", (event) => {
    if (event.inputType === "insertLineBreak") event.stopImmediatePropagation();
  });
  const label = make("label", { for: area.id }, gettext("Your answer"));
  const read = () => area.value.trim() || null;
  return { node: make("div", { class: "cq-line" }, label, area), read };
}

// A place is named or pointed at, whichever was done last.
function place(question, response) {
  const pointed = Array.isArray(response);
  const name = line(() => gettext("Name of the place"))(question, pointed ? null : response);
  const map = pointMap(question, pointed ? response : null);
  let last = pointed ? map : name;
  name.node.addEventListener("input", () => (last = name));
  map.node.addEventListener("input", () => (last = map));
  const more = make(
    "details",
    { open: pointed },
    make("summary", {}, gettext("Or point at it on a map")),
    map.node,
  );
  return {
    node: make("div", {}, name.node, more),
    read: () => last.read() ?? name.read() ?? map.read(),
  };
}

const choose = ticks("radio");
const inUnits = ({ unit }) => gettext("Your answer ({unit})", { unit });

export const kinds = {
  brief: (question, response) => {
    const made = writing(question, response);
    return question.shelf ? desk(question, made) : made;
  },
  choice: choose,
  choices: ticks("checkbox"),
  classify: table,
  date: line(inUnits),
  highlight: words,
  match: table,
  number: line(inUnits),
  order,
  place,
  predict: (question, response) => (question.options.length ? choose : writing)(question, response),
  rate: table,
  reflect: writing,
  search,
  sketch,
  text: line(() => gettext("Your answer")),
  weigh,
};
