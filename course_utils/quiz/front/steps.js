// A question in one step or in two: the answer, and below it what the answer rests on.

import { kinds } from "./kinds.js";
import { make } from "../../front/dom.js";

export function answered(question, response) {
  const draw = kinds[question.kind];
  if (!question.grounds) return draw(question, response);
  // An answer from before there were two steps is of the first alone.
  const both = response && Object.hasOwn(response, "ground") ? response : { answer: response };
  const first = draw(question, both.answer);
  const { text, options } = question.grounds;
  const second = kinds.choice({ options }, both.ground);
  for (const row of second.node.children) row.dataset.part = `ground/${row.dataset.part}`;
  const asked = make("legend", {}, make("span", { dir: "auto" }, text));
  const node = make(
    "div",
    { class: "cq-steps" },
    first.node,
    make("fieldset", { class: "cq-grounds" }, asked, second.node),
  );
  const read = () => {
    const made = { answer: first.read(), ground: second.read() };
    return made.answer === null && made.ground === null ? null : made;
  };
  return { node, read };
}
