// What a learner laid and guessed, filled into the views that Python drew empty (board.py, prediction_list.py).

import { gettext } from "./static/language.js";

// The questions stand in their order; a column has the codes of its stances, and its head.
export function fillBoard(view, { questions, explanations, columns, stances }, attempts) {
  const laid = placements(
    questions,
    attempts.lines.map((line) => JSON.parse(line)),
  );
  for (const [row, explanation] of explanations.entries()) {
    const here = laid.filter((one) => one.explanation === explanation);
    const cells = view.querySelectorAll(".bd-explanation")[row].querySelectorAll(".bd-column");
    for (const [n, [codes, head]] of columns.entries()) {
      const pieces = codes.flatMap((code) => here.filter(({ stance }) => stance === code));
      const [title, list] = cells[n].children;
      title.textContent = `${head} (${pieces.length})`;
      list.replaceWith(
        pieces.length ? listOf(pieces.map((piece) => said(piece, stances))) : nothing(),
      );
    }
  }
}

// The last guess beside each question that asked for one.
export function fillGuesses(view, guesses, attempts) {
  const rows = view.querySelectorAll("tbody tr");
  for (const [n, { id, options }] of guesses.entries()) {
    const response = attempts.latest(id)?.response;
    if (response) rows[n].lastElementChild.textContent = options[response] ?? response;
  }
}

// Of each question the last answer counts; what a piece did at first is the first that was ever said of it.
function placements(questions, lines) {
  const first = new Map();
  return questions.flatMap(({ id, lesson, evidence }) => {
    let now = [];
    for (const { response } of lines.filter(({ question }) => question === id)) {
      if (!response) continue;
      now = evidence.flatMap((piece) =>
        Object.entries(response[piece.id] ?? {}).map(([explanation, stance]) => {
          const key = `${id} ${piece.id} ${explanation}`;
          if (!first.has(key)) first.set(key, stance);
          return { lesson, evidence: piece.text, explanation, stance, atFirst: first.get(key) };
        }),
      );
    }
    return now;
  });
}

function said({ evidence, lesson, stance, atFirst }, stances) {
  const words = stance.startsWith("strongly-")
    ? gettext("{evidence} (lesson {lesson}; strong)", { evidence, lesson })
    : gettext("{evidence} (lesson {lesson})", { evidence, lesson });
  if (atFirst === stance) return words;
  const before = gettext("At first you said: {stance}.", { stance: stances[atFirst] });
  return `${words} ${before}`;
}

function nothing() {
  const line = document.createElement("p");
  line.className = "bd-empty";
  line.textContent = gettext("nothing yet");
  return line;
}

function listOf(texts) {
  const list = document.createElement("ul");
  for (const text of texts) {
    const row = document.createElement("li");
    row.textContent = text;
    list.append(row);
  }
  return list;
}
