// How each kind of question is answered. draw(question, response) gives { node, read, focus }:
// read() returns the response, or null while there is none.

import { freshId, labelled, make } from "../../front/dom.js";
import { pointMap } from "./map.js";

function ticks(type) {
  return (question, response) => {
    const name = freshId("options");
    const chosen = new Set([].concat(response ?? []));
    const inputs = question.options.map((text) =>
      make("input", { type, name, value: text, checked: chosen.has(text) }),
    );
    const rows = inputs.map((input) => labelled(input, input.value, "cq-option"));
    const node = make("div", { class: "cq-options" }, ...rows);
    const read = () => inputs.filter((input) => input.checked).map((input) => input.value);
    const one = () => read()[0] ?? null;
    const many = () => (read().length ? read() : null);
    return { node, read: type === "radio" ? one : many };
  };
}

function order(question, response) {
  const list = make("ol", { class: "cq-order" });
  let moved = Array.isArray(response);
  const move = (row, step) => {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    moved = true;
    if (!other) return;
    step < 0 ? other.before(row) : other.after(row);
    refresh();
  };
  const refresh = () => {
    [...list.children].forEach((row, index) => {
      const place = `${index + 1} of ${list.children.length}`;
      for (const button of row.querySelectorAll("button")) {
        button.setAttribute("aria-label", `${button.title}: ${row.dataset.text}, now ${place}`);
        const stuck = button.value === "-1" ? index === 0 : index === list.children.length - 1;
        button.setAttribute("aria-disabled", String(stuck));
      }
    });
  };
  for (const text of moved ? response : question.items) {
    const row = make("li", { "data-text": text });
    const button = (sign, title, step) =>
      make(
        "button",
        {
          type: "button",
          value: String(step),
          title,
          onclick: (event) => {
            move(row, step);
            event.currentTarget.focus();
          },
        },
        sign,
      );
    row.append(button("↑", "Move up", -1), button("↓", "Move down", 1));
    row.append(make("span", { dir: "auto" }, text));
    list.append(row);
  }
  refresh();
  return { node: list, read: () => [...list.children].map((row) => row.dataset.text) };
}

function table(question, response) {
  const selects = question.rows.map((text) => {
    const select = make("select", { "data-row": text }, make("option", { value: "" }, "Choose …"));
    for (const choice of question.choices) {
      const chosen = response?.[text] === choice;
      select.append(make("option", { value: choice, selected: chosen }, choice));
    }
    return select;
  });
  const rows = selects.map((select) => {
    select.id = freshId("row");
    const label = make("label", { for: select.id, dir: "auto" }, select.dataset.row);
    return make("div", { class: "cq-row" }, label, select);
  });
  const read = () => {
    const made = selects.filter((select) => select.value);
    return made.length ? Object.fromEntries(made.map((s) => [s.dataset.row, s.value])) : null;
  };
  return { node: make("div", { class: "cq-rows" }, ...rows), read };
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
  const label = make("label", { for: area.id }, "Your answer");
  const read = () => area.value.trim() || null;
  return { node: make("div", { class: "cq-line" }, label, area), read };
}

// A place is named or pointed at, whichever was done last.
function place(question, response) {
  const pointed = Array.isArray(response);
  const name = line(() => "Name of the place")(question, pointed ? null : response);
  const map = pointMap(question, pointed ? response : null);
  let last = pointed ? map : name;
  name.node.addEventListener("input", () => (last = name));
  map.node.addEventListener("input", () => (last = map));
  const more = make(
    "details",
    { open: pointed },
    make("summary", {}, "Or point at it on a map"),
    map.node,
  );
  return {
    node: make("div", {}, name.node, more),
    read: () => last.read() ?? name.read() ?? map.read(),
  };
}

const choose = ticks("radio");

export const kinds = {
  brief: writing,
  choice: choose,
  choices: ticks("checkbox"),
  classify: table,
  date: line((question) => `Your answer (${question.unit})`),
  highlight: words,
  match: table,
  number: line((question) => `Your answer (${question.unit})`),
  order,
  place,
  predict: (question, response) => (question.options.length ? choose : writing)(question, response),
  reflect: writing,
  text: line(() => "Your answer"),
};
