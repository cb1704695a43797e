// Who is learning on this computer: pick a name, add one, change one's own, or delete one's own work.

import { freshId, make } from "../front/dom.js";
import { gettext, spoken } from "../front/language.js";
import { initialize } from "../front/lasting.js";
import { connectAgain, tell } from "../front/kernel.js";

function render({ model, el }) {
  const title = freshId("learners");
  const status = make("p", { role: "status", class: "cq-status" });
  const list = make("div", { class: "cq-options", role: "radiogroup", "aria-labelledby": title });
  const field = make("input", { type: "text", maxlength: 40, autocomplete: "off", dir: "auto" });
  field.id = freshId("name");
  const ask = (type, name) => tell(model, { type, name }) || alone();

  let told = { names: [], current: "", said: "" }; // by the kernel, which alone knows the names

  const alone = () => {
    status.textContent = gettext("To see the names, choose Run, then Run All Cells, in the menu.");
    status.append(" ", ...connectAgain());
  };
  const use = (type) => () => {
    if (field.value.trim()) ask(type, field.value);
    field.value = "";
  };
  const add = use("switch");
  const change = make("button", { type: "button", onclick: use("rename"), hidden: true });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") add();
  });

  const sure = make("span", { class: "cq-sure", hidden: true });
  const forget = make(
    "button",
    { type: "button", "aria-expanded": "false" },
    gettext("Delete my answers …"),
  );
  const open = (yes) => {
    sure.hidden = !yes;
    forget.setAttribute("aria-expanded", String(yes));
    if (yes) sure.querySelector("button").focus();
    else forget.focus();
  };
  forget.addEventListener("click", () => open(sure.hidden));
  const really = make("button", { type: "button" }, gettext("Yes, delete them for good"));
  really.addEventListener("click", () => {
    ask("forget", told.current);
    open(false);
  });
  sure.append(
    really,
    make("button", { type: "button", onclick: () => open(false) }, gettext("No, keep them")),
  );

  const reminder = model.get("reminder");
  const name = freshId("learner");
  const update = () => {
    const focused = list.contains(document.activeElement) && document.activeElement.value;
    list.replaceChildren(
      ...told.names.map((text) => {
        const checked = text === told.current;
        const input = make("input", { type: "radio", name, value: text, checked });
        input.addEventListener("change", () => ask("switch", text));
        input.id = freshId("who");
        return make(
          "div",
          { class: "cq-option" },
          input,
          make("label", { for: input.id, dir: "auto" }, text),
        );
      }),
    );
    if (focused) [...list.querySelectorAll("input")].find((i) => i.value === focused)?.focus();
    change.textContent = gettext("Give “{name}” this name instead", { name: told.current });
    change.hidden = forget.hidden = !told.current;
    status.textContent = told.said;
  };
  const hear = (message) => {
    if (message.type !== "state") return;
    told = message;
    update();
  };
  model.on("msg:custom", hear);
  el.append(
    make(
      "section",
      { class: "course-quiz", "aria-labelledby": title, ...spoken },
      make("p", { class: "cq-title", id: title }, gettext("Who is learning now?")),
      reminder ? make("p", { class: "cq-problem" }, reminder) : null,
      list,
      make(
        "div",
        { class: "cq-line" },
        make("label", { for: field.id }, gettext("A new made-up name")),
        field,
        make("button", { type: "button", onclick: add }, gettext("Start with this name")),
        change,
      ),
      make("div", { class: "cq-tools" }, forget, sure),
      status,
    ),
  );
  alone();
  forget.hidden = true;
  tell(model, { type: "hello" });
  return () => model.off("msg:custom", hear);
}

export default { initialize, render };
