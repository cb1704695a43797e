// Choices over a map: each goes to the kernel, which draws the map and says the line of Python for it.

import { freshId, make } from "../front/dom.js";
import { asking, connectAgain } from "../front/kernel.js";
import { gettext, spoken } from "../front/language.js";
import { initialize } from "../front/lasting.js";

const PAUSE = 300; // ms: arrow keys pass over entries of a menu

function render({ model, el }) {
  const title = freshId("choosing");
  const said = make("p", { role: "status", class: "cq-status" });
  const chips = make("div", { class: "cq-words" });
  const shown = make("div", {});
  const on = new Set();
  let pause;

  const alone = () => {
    said.textContent = gettext(
      "The course did not reply, so the map cannot change. Choose Run, then Run All Cells, in the menu.",
    );
    said.append(" ", ...connectAgain());
  };
  const { ask, heard } = asking(model, alone);
  const choose = () => {
    clearTimeout(pause);
    pause = setTimeout(
      () =>
        ask({
          type: "choose",
          chosen: { view: maps.value, layers: [...on], since: since.value(), until: until.value() },
        }),
      PAUSE,
    );
  };

  const maps = menu(model.get("maps"), choose);
  const since = end(gettext("From"), choose);
  const until = end(gettext("Until"), choose);
  for (const [name, { node }] of Object.entries({ since, until }))
    node.hidden = !model.get("ends").includes(name);

  function end(name, changed) {
    const years = model.get("years").map((one) => [one, one]);
    const months = model.get("months").map((one, at) => [String(at + 1).padStart(2, "0"), one]);
    const year = menu([["", gettext("any year")], ...years], changed);
    const month = menu([["", gettext("any month")], ...months], changed);
    year.setAttribute("aria-label", gettext("Year"));
    month.setAttribute("aria-label", gettext("Month"));
    const label = make("span", { id: freshId("end") }, name);
    return {
      node: make(
        "div",
        { class: "cq-line", role: "group", "aria-labelledby": label.id },
        label,
        year,
        month,
      ),
      value: () => [year.value, year.value && month.value].filter(Boolean).join("-"),
      show: (date) => {
        [year.value, month.value = ""] = date.split("-");
        month.disabled = !year.value;
      },
    };
  }

  const showLayers = (layers) => {
    const known = layers.map(([id]) => id).join();
    if (chips.dataset.known !== known) {
      chips.dataset.known = known;
      chips.replaceChildren(...layers.map(([id, name]) => chip(id, name)));
    }
    for (const one of chips.children) one.setAttribute("aria-pressed", String(on.has(one.value)));
    choice.hidden = !layers.length;
  };
  const chip = (id, name) =>
    make(
      "button",
      {
        type: "button",
        value: id,
        dir: "auto",
        onclick: (event) => {
          if (!on.delete(id)) on.add(id);
          event.currentTarget.setAttribute("aria-pressed", String(on.has(id)));
          choose();
        },
      },
      name,
    );
  const hear = (message) => {
    if (message.type !== "state") return;
    heard();
    const { chosen, layers, sentence, problem, html } = message;
    maps.value = chosen.view;
    since.show(chosen.since);
    until.show(chosen.until);
    on.clear();
    for (const id of chosen.layers) on.add(id);
    showLayers(layers);
    said.replaceChildren(
      gettext("In Python:"),
      " ",
      make("code", { dir: "ltr" }, sentence),
      ...(problem ? [make("p", { class: "cq-problem", dir: "auto" }, problem)] : []),
    );
    draw(shown, html);
  };

  const layersTitle = make("span", { id: freshId("layers") }, gettext("On the map"));
  const choice = make(
    "div",
    { class: "cq-line", role: "group", "aria-labelledby": layersTitle.id, hidden: true },
    layersTitle,
    chips,
  );
  maps.id = freshId("map");
  model.on("msg:custom", hear);
  el.append(
    make(
      "section",
      { class: "course-quiz", "aria-labelledby": title, ...spoken },
      make("p", { class: "cq-title", id: title }, gettext("Choose what the map shows")),
      make("div", { class: "cq-line" }, make("label", { for: maps.id }, gettext("Map")), maps),
      choice,
      since.node,
      until.node,
      said,
    ),
    shown,
  );
  ask({ type: "hello" });
  return () => {
    clearTimeout(pause);
    heard();
    model.off("msg:custom", hear);
  };
}

function menu(entries, changed) {
  const options = entries.map(([value, words]) => make("option", { value, dir: "auto" }, words));
  return make("select", { onchange: changed }, ...options);
}

// Put a map in the place of another; the tables that were open stay open.
function draw(place, html) {
  const open = [...place.querySelectorAll("details[open]")].map(({ className }) => className);
  place.innerHTML = html; // the map's own, as atlas.show() has it
  for (const one of place.querySelectorAll("details")) one.open = open.includes(one.className);
}

export default { initialize, render };
