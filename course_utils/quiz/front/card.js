// One question: its control, what is sure and asked of it, what is said of the answer, and the way to the next one.

import { keepDraft, unsent } from "./drafts.js";
import { rubricOf } from "./rubric.js";
import { answered } from "./steps.js";
import { empty, fill, keyOf, mark } from "./verdict.js";
import { freshId, make } from "../../front/dom.js";
import { gettext } from "../../front/language.js";
import { asking, connectAgain, tell } from "../../front/kernel.js";
import { decidingOf, faultOf } from "../../front/line.js";

// Go to a question: it is read out, and stands at the top of what is seen.
export function goTo(node) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}

// told: whether anything is said of an answer; next(): goes to the question after this one.
export function card(model, question, { number, told, next, response: before }) {
  const { node: control, read, lay, board } = answered(question, before);
  const status = make("div", { class: "cq-result", role: "status" });
  const key = keyOf();
  const isAnswer = keepDraft(control, (text) => {
    if (tell(model, { type: "draft", question: question.id, text })) return;
    unsent.set(question.id, text);
    unheard();
  });
  const keep = (type, below) => (text) => {
    if (!tell(model, { type, question: question.id, text }))
      below().said(
        gettext("The course did not reply, so this line is not kept. Try again in a moment."),
      );
  };
  const fault = faultOf(
    gettext("What is wrong with this question?"),
    keep("fault", () => fault),
  );
  const deciding = question.deciding ? decidingOf(keep("words", () => deciding)) : null;
  const rubric = rubricOf((level) => {
    if (!tell(model, { type: "level", question: question.id, level }))
      rubric.said(
        gettext("The course did not reply, so this level is not kept. Try again in a moment."),
      );
  });
  const hint = hintOf(question);
  const words = model.get("words");
  const verdicts = words.verdict;
  const confidence = question.graded ? confidenceOf(words.confidence) : null;
  let shown = null;
  let started = null;
  let touched = false;
  let asked = false; // for the answer
  let sent = null; // the response that nothing was said of yet
  let judged = null; // the response that the verdict is on, while one stands there

  // A verdict on another answer than the one that is chosen now would be wrong.
  const settle = () => {
    if (judged === null || judged === JSON.stringify(read())) return;
    judged = null;
    if (question.graded) status.replaceChildren();
    empty(status);
    mark(control, []);
  };
  const changed = () => {
    touched = true;
    settle();
  };
  for (const kind of ["pointerdown", "input", "change", "click"])
    control.addEventListener(kind, changed);

  const say = (verdict, text) => {
    fill(status, { verdict, text, parts: [], rests_on: [] }, verdicts);
    judged = JSON.stringify(read());
  };
  const unheard = () => {
    heard();
    say(
      "unchecked",
      gettext(
        "The course did not reply, so this answer is not saved. Keep this page open, " +
          "choose Run, then Run All Cells, and answer again.",
      ),
    );
    status.append(...connectAgain());
    judged = null; // it stays until it is heard
  };
  const { ask: send, heard } = asking(model, unheard);
  const ask = (message) => {
    const seconds = started ? Math.round((performance.now() - started) / 100) / 10 : null;
    started = performance.now();
    sent = JSON.stringify(read());
    send({ ...message, question: question.id, hint: hint?.used() ?? false, seconds });
  };
  const submit = () => {
    const response = read();
    if (response === null) {
      say("empty", gettext("Nothing is answered yet."));
      return;
    }
    isAnswer();
    ask({ type: "answer", response, confidence: confidence?.value() ?? null });
  };
  const check = make(
    "button",
    { type: "button", class: "cq-check", onclick: submit },
    told ? gettext("Check my answer") : gettext("Save my answer"),
  );
  const giveUp = make(
    "button",
    {
      type: "button",
      class: "cq-give-up",
      hidden: !told,
      title: gettext("This counts as not right."),
      onclick: () => {
        asked = true;
        ask({ type: "give up" });
      },
    },
    gettext("Show the answer"),
  );
  const onward = make(
    "button",
    { type: "button", class: "cq-next", hidden: true, onclick: next },
    gettext("Next question"),
  );
  const node = make(
    "fieldset",
    {
      class: `cq-question cq-${question.kind}`,
      tabindex: -1,
      "data-lm-suppress-shortcuts": "true", // it takes the focus itself
      onfocusin: () => (started ??= performance.now()),
    },
    make(
      "legend",
      {},
      number && make("span", { class: "cq-place" }, number),
      " ",
      make("span", { class: "cq-asked", dir: "auto" }, ...wordsOf(question.text)),
    ),
    control,
    make("div", { class: "cq-tools" }, confidence?.node, check, onward, hint?.button, giveUp),
    hint?.text,
    status,
    key.node,
    deciding?.line,
    rubric.node,
    fault.button,
    fault.line,
  );
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) submit();
  });

  // The feedback to what was just sent is always news; an answer that stands there already is none.
  const show = (answer, news = false) => {
    const same = JSON.stringify(answer ?? null);
    if (!answer || (same === shown && !news)) return;
    shown = same;
    heard();
    fill(status, answer, verdicts);
    mark(control, answer.marks ?? []);
    key.show(answer.key);
    if (answer.verdict === "right") deciding?.open();
    rubric.show(answer.rubric);
    if (answer.drawn) lay?.(answer.drawn, answer.response);
    onward.hidden = !node.nextElementSibling;
    giveUp.hidden ||= !key.node.hidden;
    judged = (news && sent) || JSON.stringify(read());
    sent = null;
    settle();
    const here = JSON.stringify(read());
    if (!question.graded && here !== "null" && here !== JSON.stringify(answer.response))
      empty(status); // another draft
    if (asked && news) key.node.focus();
    asked = false;
  };
  const said = { fault: fault.said, words: deciding?.said, level: rubric.said };
  return { id: question.id, node, show, told, touched: () => touched, said, deciding, board };
}

// What a question asks, and what it gives to read in the lines below.
function wordsOf(text) {
  const [first, ...given] = text.split("\n");
  return [
    first,
    given.length ? make("span", { class: "cq-given" }, `\n${given.join("\n")}`) : null,
  ];
}

function hintOf(question) {
  if (!question.hint) return null;
  const text = make(
    "p",
    { class: "cq-hint", id: freshId("hint"), hidden: true },
    make("span", { dir: "auto" }, question.hint),
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
    gettext("Hint"),
  );
  return { button, text, used: () => used };
}

function confidenceOf(words) {
  const select = make("select", {}, make("option", { value: "" }, gettext("not said")));
  select.append(...words.map(([code, word]) => make("option", { value: code }, word)));
  select.id = freshId("confidence");
  const label = make("label", { for: select.id }, gettext("How sure are you? (optional)"));
  return {
    node: make("div", { class: "cq-confidence" }, label, select),
    value: () => select.value || null,
  };
}
