// What differs from learner to learner: the kernel sends it, made of the course's own templates, and nothing keeps it.

import { make } from "../front/dom.js";
import { gettext, spoken } from "../front/language.js";
import { initialize } from "../front/lasting.js";
import { tell } from "../front/kernel.js";

function render({ model, el }) {
  const place = make("div", spoken);
  const show = (html) => {
    if (html) place.innerHTML = html;
    else {
      const how = gettext("To see yours, run this cell again.");
      place.replaceChildren(make("p", {}, `${model.get("constant")} ${how}`));
    }
  };
  const hear = (message) => message.type === "state" && show(message.html);
  model.on("msg:custom", hear);
  show("");
  el.append(place);
  tell(model, { type: "hello" });
  return () => model.off("msg:custom", hear);
}

export default { initialize, render };
