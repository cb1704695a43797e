// A line that a learner writes below a question or a record and that is no answer: what is wrong with it, which words
// decide it.

import { freshId, make } from "./dom.js";
import { gettext } from "./language.js";

// send(text) passes it on; said(text) shows what became of it.
function lineOf(name, asked, keep, send) {
  const field = make("input", { type: "text", maxlength: 500, autocomplete: "off", dir: "auto" });
  field.id = freshId(name);
  const status = make("p", { role: "status", dir: "auto" });
  const submit = () => send(field.value);
  const line = make(
    "div",
    { class: `cq-line-below cq-${name}`, id: freshId(name), hidden: true },
    make("label", { for: field.id }, asked),
    field,
    make("button", { type: "button", onclick: submit }, keep),
    status,
  );
  line.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== field) return;
    event.stopPropagation(); // it is no answer
    submit();
  });
  return { line, field, said: (text) => (status.textContent = text) };
}

// "Something is wrong here": a button opens the line, which asks for what is wrong.
export function faultOf(asked, send) {
  const { line, field, said } = lineOf("fault", asked, gettext("Keep this line"), send);
  const button = make(
    "button",
    {
      type: "button",
      class: "cq-fault-button",
      "aria-expanded": "false",
      "aria-controls": line.id,
      onclick: () => {
        line.hidden = !line.hidden;
        button.setAttribute("aria-expanded", String(!line.hidden));
        if (!line.hidden) field.focus();
      },
    },
    gettext("Something is wrong here"),
  );
  return { button, line, said };
}

// "Which words decide it?": a right answer opens the line; kept(text, words) brings back what was written before.
export function decidingOf(send) {
  const { line, field, said } = lineOf(
    "deciding",
    gettext("Which words decide it?"),
    gettext("Keep these words"),
    send,
  );
  const kept = (text, words) => {
    line.hidden = false;
    field.value ||= text;
    said(words);
  };
  return { line, open: () => (line.hidden = false), kept, said };
}
