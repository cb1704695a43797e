// The questions of a page are answered in it: without this script they are printed, with their answers folded.

import { Attempts } from "./attempts.js";
import { fillBoard, fillGuesses } from "./board.js";
import { hasAnswered, PageQuiz } from "./page-quiz.js";
import { fillProgress } from "./progress.js";
import widget from "./quiz.js";
import { due } from "./recall.js";
import { offerAtEachRecord } from "./record-lines.js";

const { said, quizzes, recall, board, guesses, progress } = JSON.parse(
  document.getElementById("page-questions").textContent,
);
const opened = Attempts.open();

function draw(printed, quiz) {
  const model = new PageQuiz(quiz, said, opened, follow, board);
  const place = document.createElement("div");
  place.className = "page-answered";
  place.dataset.quiz = quiz.name;
  widget.render({ model, el: place });
  printed.replaceWith(place);
}

// What shows more once a question is answered: folds that open after a quiz, the board, guesses.
function follow(attempts) {
  for (const fold of document.querySelectorAll("details[data-after]")) {
    const quiz = quizzes.find(({ name }) => name === fold.dataset.after);
    const asked = { names: quiz.stood, questions: quiz.questions.map(({ id }) => id) };
    if (!fold.dataset.opened && hasAnswered(attempts, asked))
      fold.open = fold.dataset.opened = true;
  }
  for (const view of document.querySelectorAll(".page-board")) fillBoard(view, board, attempts);
  for (const view of document.querySelectorAll(".page-guesses"))
    fillGuesses(view, guesses, attempts);
  for (const view of document.querySelectorAll(".page-progress"))
    fillProgress(view, progress, attempts);
}

async function bringBack(printed) {
  const attempts = await opened;
  const lessons = Object.entries(recall.checks);
  const now = new Date();
  const today = new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const ids = due(
    { name: recall.name, asked: lessons.flatMap(([, asked]) => asked) },
    attempts.lines,
    today,
  );
  const needed = lessons.filter(([, asked]) => asked.some((id) => ids.includes(id)));
  const files = needed.map(async ([lesson]) => (await fetch(`recall/${lesson}.json`)).json());
  const questions = new Map((await Promise.all(files)).flat().map((one) => [one.id, one]));
  draw(printed, { ...recall, questions: ids.map((id) => questions.get(id)) });
}

for (const printed of document.querySelectorAll("section[data-quiz]")) {
  const quiz = quizzes.find(({ name }) => name === printed.dataset.quiz);
  if (quiz) draw(printed, quiz);
}
for (const printed of document.querySelectorAll("[data-recall]")) bringBack(printed);
offerAtEachRecord(opened, said);
opened.then((attempts) => {
  follow(attempts);
  attempts.addEventListener("change", () => follow(attempts));
});
