// The quiz: a list of questions, each a named group with one status line that stays where it is.

import { kinds } from "./kinds.js";
import { freshId, make } from "../../front/dom.js";

const SIGNS = {
  right: "✓",
  "partly right": "◐",
  "not yet right": "↻",
  saved: "✓",
  "could not be checked": "?",
  "not attempted": "?",
};
const PATIENCE = 8000; // ms without a word from the kernel before we say so

function render({ model, el }) {
  const questions = model.get("questions");
  const heading = freshId("quiz");
  const count = make("p", { class: "cq-count" });
  const away = make("p", { class: "cq-away", role: "status" });
  const cards = questions.map((question, index) => card(model, question, index, questions.length));
  const root = make(
    "section",
    { class: "course-quiz", "aria-labelledby": heading },
    make("p", { class: "cq-title", id: heading }, model.get("title")),
    count,
    away,
    ...cards.map(({ node }) => node),
  );

  const update = () => {
    const answers = model.get("answers");
    cards.forEach((entry) => entry.show(answers[entry.id]));
    const done = questions.filter(({ id }) => answers[id]?.stored).length;
    count.textContent = `${done} of ${questions.length} answered. ${model.get("note")}`;
  };
  const hear = (message) => {
    if (message.type === "here") {
      clearTimeout(silence);
      away.textContent = "";
    }
  };
  const silence = setTimeout(() => {
    away.textContent =
      "This quiz is not connected, so new answers would not be saved. " +
      "To go on, choose Run, then Run All Cells, in the menu.";
  }, PATIENCE);

  model.on("change:answers", update);
  model.on("msg:custom", hear);
  model.send({ type: "hello" });
  el.append(root);
  update();
  return () => {
    clearTimeout(silence);
    model.off("change:answers", update);
    model.off("msg:custom", hear);
  };
}

function card(model, question, index, total) {
  const before = model.get("answers")[question.id];
  const { node: control, read } = kinds[question.kind](question, before?.response);
  const status = make("div", { class: "cq-result", role: "status" });
  const hint = hintOf(question);
  const sure = question.graded ? surenessOf(model.get("sureness")) : null;
  let shown = null;
  let started = null;
  let waiting = null;

  const say = (verdict, text) => fill(status, { verdict, text, parts: [], rests_on: [] });
  const send = () => {
    const response = read();
    if (response === null) {
      say("not attempted", "Nothing is answered yet.");
      return;
    }
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      say(
        "could not be checked",
        "The course did not reply, so this answer is not saved. Keep this page open, " +
          "choose Run, then Run All Cells, and answer again.",
      );
    }, PATIENCE);
    shown = null;
    model.send({
      type: "answer",
      question: question.id,
      response,
      confidence: sure?.value() ?? null,
      hint: hint?.used() ?? false,
      seconds: started ? Math.round((performance.now() - started) / 100) / 10 : null,
    });
    started = performance.now();
  };
  const check = make(
    "button",
    { type: "button", class: "cq-check", onclick: send },
    question.graded && !model.get("silent") ? "Check my answer" : "Save my answer",
  );
  const node = make(
    "fieldset",
    {
      class: `cq-question cq-${question.kind}`,
      onfocusin: () => (started ??= performance.now()),
    },
    make(
      "legend",
      { dir: "auto" },
      make("span", { class: "cq-number" }, `Question ${index + 1} of ${total}`),
      " ",
      make("span", { class: "cq-text" }, question.text),
    ),
    control,
    make("div", { class: "cq-tools" }, sure?.node, check, hint?.button),
    hint?.text,
    status,
  );
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) send();
  });

  const show = (answer) => {
    const key = JSON.stringify(answer ?? null);
    if (!answer || key === shown) return;
    shown = key;
    clearTimeout(waiting);
    fill(status, answer);
  };
  return { id: question.id, node, show };
}

function fill(status, answer) {
  const parts = answer.parts.map(([what, said]) =>
    make("li", { dir: "auto" }, make("b", {}, what), make("span", {}, ` ${said}`)),
  );
  const rests = answer.rests_on.map(([text, url]) =>
    make(
      "li",
      { dir: "auto" },
      url ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text,
    ),
  );
  status.dataset.verdict = answer.verdict;
  const lead = make("p", { dir: "auto" }, sign(answer.verdict), ` ${answer.text}`);
  status.replaceChildren(
    lead,
    ...(parts.length ? [make("ul", {}, ...parts)] : []),
    ...(rests.length
      ? [make("details", {}, make("summary", {}, "What this rests on"), make("ul", {}, ...rests))]
      : []),
    ...(answer.problem ? [make("p", { class: "cq-problem", dir: "auto" }, answer.problem)] : []),
  );
}

function sign(verdict) {
  const word = verdict[0].toUpperCase() + verdict.slice(1);
  const mark = make("span", { "aria-hidden": "true" }, SIGNS[verdict]);
  return make("b", { class: "cq-verdict" }, mark, ` ${word}.`);
}

function hintOf(question) {
  if (!question.hint) return null;
  const text = make(
    "p",
    { class: "cq-hint", id: freshId("hint"), hidden: true, dir: "auto" },
    question.hint,
  );
  let used = false;
  const button = make(
    "button",
    {
      type: "button",
      class: "cq-hint-button",
      "aria-expanded": "false",
      "aria-controls": text.id,
      onclick: () => {
        used = true;
        text.hidden = !text.hidden;
        button.setAttribute("aria-expanded", String(!text.hidden));
      },
    },
    "Hint",
  );
  return { button, text, used: () => used };
}

function surenessOf(words) {
  const select = make("select", {}, make("option", { value: "" }, "not said"));
  select.append(...words.map((word) => make("option", { value: word }, word)));
  select.id = freshId("sure");
  const label = make("label", { for: select.id }, "How sure are you? (optional)");
  return {
    node: make("div", { class: "cq-sure" }, label, select),
    value: () => select.value || null,
  };
}

export default { render };
