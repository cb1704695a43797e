// What differs from learner to learner: the kernel sends it, made of the course's own templates, and nothing keeps it.

import { make } from "../front/dom.js";
import { initialize } from "../front/lasting.js";

function render({ model, el }) {
  const place = make("div", {});
  const show = (html) => {
    if (html) place.innerHTML = html;
    else
      place.replaceChildren(
        make("p", {}, `${model.get("constant")} To see yours, run this cell again.`),
      );
  };
  const hear = (message) => message.type === "state" && show(message.html);
  model.on("msg:custom", hear);
  show("");
  el.append(place);
  model.send({ type: "hello" });
  return () => model.off("msg:custom", hear);
}

export default { initialize, render };
