// The quiz: a list of questions, each a named group with one status line that stays where it is.

import { kinds } from "./kinds.js";
import { freshId, make } from "../../front/dom.js";
import { initialize } from "../../front/lasting.js";

const SIGNS = {
  right: "✓",
  "partly right": "◐",
  "not yet right": "↻",
  saved: "✓",
  "not saved": "!",
  "could not be checked": "?",
  "not attempted": "?",
};
const PATIENCE = 8000; // ms without a word from the kernel before we say so

function render({ model, el }) {
  const heading = freshId("quiz");
  const count = make("p", { class: "cq-count" });
  const away = make("p", { class: "cq-away", role: "status" });
  const name = nameOf((text) => model.send({ type: "name", name: text }));
  const list = make("div", {});
  const root = make(
    "section",
    { class: "course-quiz", "aria-labelledby": heading },
    make("p", { class: "cq-title", id: heading }, model.get("title")),
    count,
    away,
    name.node,
    list,
  );

  let cards = [];
  let answers = {};
  let told = null; // what the kernel said last: whose answers these are, and a word on it

  const draw = (questions, kept) => {
    const silent = told ? told.silent : model.get("silent");
    cards = questions.map(
      (question, index) =>
        kept.find(({ id, touched }) => id === question.id && touched()) ??
        card(model, question, {
          number: `Question ${index + 1} of ${questions.length}`,
          doing: question.graded && !silent ? "Check my answer" : "Save my answer",
          response: answers[question.id]?.response,
        }),
    );
    list.replaceChildren(...cards.map(({ node }) => node));
  };
  const update = () => {
    const done = cards.filter(({ id }) => answers[id]?.stored).length;
    const answered = `${done} of ${cards.length} answered.`;
    count.textContent = told ? `${answered} ${told.note}` : "";
  };
  // The first word of the kernel brings answers into the questions, but not over what is being answered already.
  const take = (state) => {
    const first = !told;
    told = state;
    answers = { ...state.answers };
    if (first || state.anew) draw(state.questions ?? model.get("questions"), first ? cards : []);
    cards.forEach((entry) => entry.show(answers[entry.id]));
    name.show(state.ask);
    update();
  };
  const hear = (message) => {
    clearTimeout(silence);
    away.textContent = "";
    if (message.type === "state") take(message);
    if (message.type === "refused") name.say(message.said);
    if (message.type === "feedback") {
      answers[message.question] = message.answer;
      cards.find(({ id }) => id === message.question)?.show(message.answer, true);
      name.show(false);
      update();
    }
  };
  const silence = setTimeout(() => {
    away.textContent =
      "This quiz is not connected, so your answers are not shown and new ones would not be kept. " +
      "To go on, choose Run, then Run All Cells, in the menu.";
  }, PATIENCE);
  // Another lesson may have changed the name meanwhile.
  const back = () => document.hidden || model.send({ type: "hello" });

  model.on("msg:custom", hear);
  document.addEventListener("visibilitychange", back);
  draw(model.get("questions"), []);
  el.append(root);
  model.send({ type: "hello" });
  return () => {
    clearTimeout(silence);
    document.removeEventListener("visibilitychange", back);
    model.off("msg:custom", hear);
  };
}

function card(model, question, { number, doing, response: before }) {
  const { node: control, read } = kinds[question.kind](question, before);
  const status = make("div", { class: "cq-result", role: "status" });
  const hint = hintOf(question);
  const sure = question.graded ? surenessOf(model.get("sureness")) : null;
  let shown = null;
  let started = null;
  let waiting = null;
  let touched = false;

  for (const kind of ["input", "change", "click"])
    control.addEventListener(kind, () => (touched = true));

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
    doing,
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
      make("span", { class: "cq-number" }, number),
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

  // The feedback to what was just sent is always news; an answer that stands there already is none.
  const show = (answer, news = false) => {
    const key = JSON.stringify(answer ?? null);
    if (!answer || (key === shown && !news)) return;
    shown = key;
    clearTimeout(waiting);
    fill(status, answer);
  };
  return { id: question.id, node, show, touched: () => touched };
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
  );
}

function sign(verdict) {
  const word = verdict[0].toUpperCase() + verdict.slice(1);
  const mark = make("span", { "aria-hidden": "true" }, SIGNS[verdict]);
  return make("b", { class: "cq-verdict" }, mark, ` ${word}.`);
}

// Before the first answer: a name of one's own, or none. ask(text) is told the name.
function nameOf(ask) {
  const field = make("input", { type: "text", maxlength: 40, autocomplete: "off", dir: "auto" });
  field.id = freshId("name");
  const said = make("p", { role: "status", dir: "auto" });
  const start = () => field.value.trim() && ask(field.value);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") start();
  });
  const node = make(
    "div",
    { class: "cq-ask", hidden: true },
    make("p", {}, "Before your first answer: under which made-up name shall it be kept?"),
    make(
      "div",
      { class: "cq-line" },
      make("label", { for: field.id }, "A made-up name"),
      field,
      make("button", { type: "button", onclick: start }, "Take this name"),
      make("button", { type: "button", onclick: () => ask("me") }, "Go on without one"),
    ),
    said,
  );
  const show = (wanted) => (node.hidden = !wanted);
  return { node, show, say: (text) => (said.textContent = text) };
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

export default { initialize, render };
