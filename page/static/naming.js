// The learner's name on the home: asked before the first answer, and changed at any time.

import { make } from "./dom.js";
import { gettext } from "./language.js";

const REFUSED = gettext(
  "This cannot be used as a name here. Take up to 40 letters, digits, spaces or hyphens.",
);
const FAILED = gettext("The name could not be saved. Your first lesson asks for it again.");

// What asks for a name before the first answer, and then opens the first lesson.
export function naming(begin, lesson, { choose, open }) {
  const { field, label } = fieldFor(gettext("A made-up name for your answers"));
  const status = make("p", { role: "status", class: "ch-quiet" });
  const hint = gettext("Leave it empty to go on without one. You can change it at any time.");
  const form = make(
    "form",
    { class: "ch-naming" },
    label,
    field,
    make("button", { class: "ch-begin" }, begin),
    make("p", { class: "ch-quiet" }, hint),
    status,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim() || (await did(() => choose(field.value), status))) open(lesson.id);
  });
  return form;
}

// The name under which answers are kept, and what changes it.
export function whoIsLearning({ learner, names }, { choose, rename, changed }) {
  const said = make("span", {}, gettext("You learn as “{name}”.", { name: learner }));
  if (!choose) return make("p", { class: "ch-who" }, said);
  const { field, label } = fieldFor(gettext("A new made-up name"));
  const status = make("p", { role: "status", class: "ch-quiet" });
  const act = (how, name) => async () => {
    const given = name ?? field.value;
    if (given.trim() && (await did(() => how(given), status))) changed();
  };
  const others = names.filter((name) => name !== learner);
  const form = make(
    "div",
    { class: "ch-naming" },
    label,
    field,
    make(
      "button",
      { type: "button", onclick: act(rename) },
      gettext("Give “{name}” this name", { name: learner }),
    ),
    make("button", { type: "button", onclick: act(choose) }, gettext("Begin as somebody else")),
    ...others.map((name) =>
      make(
        "button",
        { type: "button", onclick: act(choose, name) },
        gettext("Go on as “{name}”", { name }),
      ),
    ),
    status,
  );
  return make(
    "div",
    { class: "ch-who" },
    said,
    make("details", {}, make("summary", {}, gettext("Change")), form),
  );
}

async function did(change, status) {
  try {
    if (await change()) return true;
    status.textContent = REFUSED;
  } catch {
    status.textContent = FAILED;
  }
  return false;
}

function fieldFor(text) {
  const id = `course-name-${Math.random().toString(36).slice(2, 8)}`;
  const field = make("input", {
    id,
    type: "text",
    maxlength: 40,
    autocomplete: "off",
    dir: "auto",
  });
  return { field, label: make("label", { for: id }, text) };
}
