// What goes between a widget and its kernel, also where that has ended or the page is slow.

import { make } from "./dom.js";
import { gettext } from "./language.js";

const PATIENCE = 8000; // ms without a word from the kernel before we say so

// Whether a kernel is there to hear a message: one that has ended throws, and one that is only slow does not.
export function tell(model, message) {
  try {
    model.send(message);
    return true;
  } catch {
    return false;
  }
}

// ask(message) waits for a word of the kernel, heard() ends the wait; silent() is called where none comes.
export function asking(model, silent) {
  let waiting;
  const heard = () => clearTimeout(waiting);
  const ask = (message) => {
    heard();
    if (tell(model, message)) waiting = setTimeout(silent, PATIENCE);
    else silent();
  };
  return { ask, heard };
}

// The way back for a widget that nobody hears, where the page around the lesson knows it (page/static/lesson.js).
export function connectAgain() {
  if (document.body.dataset.course !== "lessons") return [];
  const button = make("button", { type: "button", class: "cq-connect" }, gettext("Connect again"));
  button.onclick = () => button.dispatchEvent(new CustomEvent("course:connect", { bubbles: true }));
  return [button];
}

// anywidget drops every message to a widget whose script took more than two seconds to load, as on a busy computer.
// A script that runs has loaded, so its widgets hear their kernel without that.
export function hearDirectly(manager) {
  for (const model of manager?._modelsSync?.values() ?? []) {
    if (
      !model.comm ||
      direct.has(model) ||
      !model.get("_anywidget_id")?.startsWith("course_utils.")
    )
      continue;
    direct.add(model);
    let hear;
    for (let kind = model; kind; kind = Object.getPrototypeOf(kind))
      if (Object.hasOwn(kind, "_handle_comm_msg")) hear = kind._handle_comm_msg; // the last is that of ipywidgets
    if (hear) model.comm.on_msg(hear.bind(model));
  }
}

const direct = (globalThis[Symbol.for("course_utils.direct")] ??= new WeakSet()); // one for all widgets of the page
