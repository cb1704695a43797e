// A text of one's own, judged: two samples to tell apart, then three levels to place it on.

import { freshId, labelled, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";

// send(level) passes a level on; said(text) shows what became of it.
export function rubricOf(send) {
  const node = make("div", { class: "cq-rubric", hidden: true });
  const status = make("p", { role: "status", dir: "auto" });
  const show = (rubric) => {
    if (!rubric || !node.hidden) return; // it stands there already, and keeps what is chosen
    node.hidden = false;
    const placing = placingOn(rubric, send, status);
    placing.hidden = !rubric.level;
    node.append(
      make("p", { class: "cq-key-title" }, gettext("Two samples. Which is better, and why?")),
      make("p", {}, gettext("Both were written for the course. Decide first, then look.")),
      make("ol", { class: "cq-samples", type: "A" }, ...rubric.samples.map(sampleOf)),
      comparing(rubric, () => (placing.hidden = false)),
      placing,
    );
  };
  return { node, show, said: (text) => (status.textContent = text) };
}

function sampleOf(text) {
  return make("li", {}, ...text.split("\n").map((line) => make("p", { dir: "auto" }, line)));
}

function comparing({ better, why, level }, opened) {
  const which = [gettext("A is better."), gettext("B is better.")][better];
  const said = make("p", { id: freshId("better"), role: "status", hidden: true });
  const open = () => {
    said.hidden = false;
    said.replaceChildren(make("b", {}, which), " ", make("span", { dir: "auto" }, why));
    button.setAttribute("aria-expanded", "true");
    opened();
  };
  const button = make(
    "button",
    { type: "button", "aria-expanded": "false", "aria-controls": said.id, onclick: open },
    gettext("Show which is better, and why"),
  );
  if (level) open();
  return make("div", {}, button, said);
}

function placingOn({ levels, level }, send, status) {
  const name = freshId("level");
  const inputs = levels.map(([code]) =>
    make("input", { type: "radio", name, value: code, checked: code === level }),
  );
  const place = () => {
    const chosen = inputs.find(({ checked }) => checked);
    if (chosen) send(chosen.value);
    else status.textContent = gettext("Choose one of the three.");
  };
  return make(
    "fieldset",
    { class: "cq-grounds" },
    make("legend", {}, gettext("Where does your own answer stand?")),
    ...inputs.map((input, n) => labelled(input, levels[n][1], "cq-option")),
    make("button", { type: "button", onclick: place }, gettext("Place it here")),
    status,
  );
}
