// Evidence laid beside rival explanations: for each piece, which explanation and what it does for it; another if wished.

import { freshId, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

export function weigh(question, response) {
  const pieces = question.evidence.map((piece) => laying(question, piece, response?.[piece.id]));
  const read = () => {
    const laid = pieces.map(({ id, read }) => [id, read()]).filter(([, stances]) => stances);
    return laid.length ? Object.fromEntries(laid) : null;
  };
  return { node: make("div", { class: "cq-weigh" }, ...pieces.map(({ node }) => node)), read };
}

function laying({ explanations, stances }, { id, text }, laid) {
  const rows = make("div", { class: "cq-weigh-rows", onchange: () => offer() });
  const filled = () => [...rows.querySelectorAll("select")].every((select) => select.value);
  const offer = () => (more.hidden = !filled());
  const add = (explanation = "", stance = "") => {
    const row = make(
      "div",
      { class: "cq-weigh-row" },
      chosen(gettext("Explanation"), explanations, explanation),
      chosen(gettext("What it does"), stances, stance),
    );
    rows.append(row);
    return row;
  };
  for (const [explanation, stance] of Object.entries(laid ?? {})) add(explanation, stance);
  if (!rows.children.length) add();
  const more = make(
    "button",
    { type: "button", class: "cq-more", onclick: () => another() },
    gettext("Lay it beside another explanation too"),
  );
  const another = () => {
    add().querySelector("select").focus();
    offer();
  };
  offer();
  const words = make("p", { class: "cq-piece-words", id: freshId("piece"), dir: "auto" }, text);
  const read = () => {
    const made = [...rows.children]
      .map((row) => [...row.querySelectorAll("select")].map((select) => select.value))
      .filter(([explanation, stance]) => explanation && stance);
    return made.length ? Object.fromEntries(made) : null;
  };
  const named = { class: "cq-piece", role: "group", "aria-labelledby": words.id };
  return { id, node: make("div", named, words, rows, more), read };
}

function chosen(label, choices, value) {
  const select = make("select", { id: freshId("weigh") });
  select.append(make("option", { value: "" }, gettext("Choose …")));
  for (const { id, text } of choices) {
    select.append(make("option", { value: id, selected: id === value }, text));
  }
  return make("div", { class: "cq-weigh-part" }, make("label", { for: select.id }, label), select);
}
