// The file to hand in: made by the kernel, saved from the browser, so that it works wherever the kernel runs.

import { freshId, labelled, make } from "../front/dom.js";
import { gettext, spoken } from "../front/language.js";
import { initialize } from "../front/lasting.js";
import { asking, connectAgain } from "../front/kernel.js";

function render({ model, el }) {
  const title = freshId("hand-in");
  const status = make("p", { role: "status", class: "cq-status", dir: "auto" });
  const place = make("p", {});
  const tick = make("input", { type: "checkbox" });
  let address = null;

  const alone = () => {
    status.textContent = gettext(
      "The course did not reply, so no file is made. Choose Run, then Run All Cells, and try again.",
    );
    status.append(" ", ...connectAgain());
  };
  const { ask, heard } = asking(model, alone);
  const hand = () => {
    place.replaceChildren();
    ask({ type: "make", reflections: tick.checked });
  };
  const hear = (message) => {
    if (message.type !== "made") return;
    heard();
    status.textContent = message.said;
    if (!message.text) return;
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([message.text], { type: "application/x-ndjson" }));
    place.replaceChildren(
      make(
        "a",
        { href: address, download: message.name, dir: "auto" },
        gettext("Save {file}", { file: message.name }),
      ),
    );
  };

  model.on("msg:custom", hear);
  el.append(
    make(
      "section",
      { class: "course-quiz", "aria-labelledby": title, ...spoken },
      make("p", { class: "cq-title", id: title }, gettext("Hand in your work")),
      labelled(tick, gettext("With my reflections"), "cq-option"),
      make(
        "div",
        { class: "cq-tools" },
        make(
          "button",
          { type: "button", class: "cq-check", onclick: hand },
          gettext("Make my file to hand in"),
        ),
      ),
      status,
      place,
    ),
  );
  return () => {
    heard();
    if (address) URL.revokeObjectURL(address);
    model.off("msg:custom", hear);
  };
}

export default { initialize, render };
