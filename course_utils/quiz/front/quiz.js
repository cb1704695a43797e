// The quiz: a list of questions, each a named group with one status line that stays where it is.

import { card, goTo } from "./card.js";
import { unsent } from "./drafts.js";
import { freshId, make } from "../../front/dom.js";
import { gettext, spoken } from "../../front/language.js";
import { initialize } from "../../front/lasting.js";
import { asking, connectAgain, tell } from "../../front/kernel.js";

function render({ model, el }) {
  const heading = freshId("quiz");
  const count = make("p", { class: "cq-count" });
  const away = make("p", { class: "cq-away", role: "status" });
  const name = nameOf((text) => tell(model, { type: "name", name: text }) || alone());
  const list = make("div", {});
  const root = make(
    "section",
    { class: "course-quiz", "aria-labelledby": heading, ...spoken },
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
          number:
            questions.length > 1
              ? gettext("Question {number} of {last}", {
                  number: index + 1,
                  last: questions.length,
                })
              : null, // one question needs no number
          told: question.graded && !silent,
          next: () => goTo(cards[index + 1]?.node),
          response:
            unsent.get(question.id) ?? told?.drafts[question.id] ?? answers[question.id]?.response,
        }),
    );
    stand(cards.map(({ node }) => node));
  };
  // A question that stays is not moved: who writes in it would lose the place, and who drags what is held.
  const stand = (nodes) => {
    const stood = [...list.children];
    if (nodes.length === stood.length)
      nodes.forEach((node, index) => node === stood[index] || stood[index].replaceWith(node));
    else list.replaceChildren(...nodes);
  };
  const update = () => {
    const done = cards.filter(({ id }) => answers[id]?.stored).length;
    const answered = gettext("{done} of {questions} answered.", {
      done,
      questions: cards.length,
    });
    const right = cards.filter(
      ({ id, told: open }) => open && answers[id]?.verdict === "right",
    ).length;
    const known = cards.some(({ told: open }) => open);
    const said = [answered, known && gettext("Right now: {right}.", { right }), told?.note];
    count.textContent = told ? said.filter(Boolean).join(" ") : "";
  };
  // The first word of the kernel brings answers into the questions, but not over what is being answered already.
  const take = (state) => {
    const first = !told;
    told = state;
    answers = { ...state.answers };
    if (first || state.anew) draw(state.questions ?? model.get("questions"), first ? cards : []);
    for (const entry of cards) {
      entry.show(answers[entry.id]);
      entry.board?.(state.board);
    }
    for (const { id, deciding } of cards) if (state.words?.[id]) deciding?.kept(...state.words[id]);
    for (const { id } of cards)
      if (unsent.has(id) && tell(model, { type: "draft", question: id, text: unsent.get(id) }))
        unsent.delete(id);
    name.show(state.ask);
    update();
  };
  const hear = (message) => {
    heard();
    away.textContent = "";
    if (message.type === "state") take(message);
    if (["fault", "words", "level"].includes(message.type))
      cards.find(({ id }) => id === message.question)?.said[message.type]?.(message.said);
    if (message.type === "refused") name.say(message.said);
    if (message.type === "feedback") {
      answers[message.question] = message.answer;
      cards.find(({ id }) => id === message.question)?.show(message.answer, true);
      name.show(false);
      update();
    }
  };
  const alone = () => {
    away.textContent = gettext(
      "This quiz is not connected, so your answers are not shown and new ones would not be kept. " +
        "To go on, choose Run, then Run All Cells, in the menu.",
    );
    away.append(" ", ...connectAgain());
  };
  const { ask, heard } = asking(model, alone);
  // Another lesson may have changed the name meanwhile.
  const back = () => document.hidden || tell(model, { type: "hello" }) || alone();

  model.on("msg:custom", hear);
  document.addEventListener("visibilitychange", back);
  // In another lesson, which JupyterLab lays over this one, more may have been laid on the board.
  const seen = new IntersectionObserver(
    (looks) => looks.at(-1).isIntersecting && told?.board && back(),
  );
  seen.observe(root);
  draw(model.get("questions"), []);
  el.append(root);
  ask({ type: "hello" });
  return () => {
    heard();
    seen.disconnect();
    document.removeEventListener("visibilitychange", back);
    model.off("msg:custom", hear);
  };
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
    make("p", {}, gettext("Before your first answer: under which made-up name shall it be kept?")),
    make(
      "div",
      { class: "cq-line" },
      make("label", { for: field.id }, gettext("A made-up name")),
      field,
      make("button", { type: "button", onclick: start }, gettext("Take this name")),
      make("button", { type: "button", onclick: () => ask("me") }, gettext("Go on without one")),
    ),
    said,
  );
  const show = (wanted) => (node.hidden = !wanted);
  return { node, show, say: (text) => (said.textContent = text) };
}

export default { initialize, render };
