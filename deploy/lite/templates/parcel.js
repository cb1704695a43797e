// The file to hand in, as progress/submission.py makes and reads it.

import { isAttempt } from "./attempts.js";

const LOADED = "loaded/";
const MOST = 20_000_000; // signs

// The file's text: a first line that says whose work it is, the answers, and questions that the course does not ship.
export function parcel(attempts, { form, course }, reflections) {
  const lines = attempts.lines.filter((line) => reflections || JSON.parse(line).kind !== "reflect");
  const answered = new Set(lines.map((line) => JSON.parse(line).quiz));
  const questions = [...attempts.within("loaded")].flatMap((text) => brought(text, answered));
  const all = [...lines, ...new Set(questions)];
  const head = {
    form,
    learner: attempts.learner,
    course,
    made: attempts.now(),
    reflections,
    lines: all.length,
  };
  return `${[JSON.stringify(head), ...all].join("\n")}\n`;
}

function brought(text, answered) {
  try {
    const { quiz, questions } = JSON.parse(text);
    return answered.has(quiz)
      ? questions.map((question) => JSON.stringify({ quiz, question }))
      : [];
  } catch {
    return []; // not one of ours
  }
}

// What a file holds, as { learner, lines, loaded }; null where it is not a whole file of this course.
export function opened(text, { form }) {
  try {
    if (text.length > MOST) return null;
    const [first, ...rest] = text.replace(/\r?\n$/, "").split(/\r?\n/);
    const head = JSON.parse(first);
    if (head.form !== form || head.lines !== rest.length || typeof head.learner !== "string")
      return null;
    const isQuestion = (line) => line.startsWith('{"quiz":');
    const lines = rest.filter((line) => !isQuestion(line));
    const tables = rest.filter(isQuestion).map((line) => JSON.parse(line));
    const isLoaded = ({ quiz, question }) =>
      quiz.startsWith(LOADED) && typeof question === "object";
    if (!lines.every(isAttempt) || !tables.every(isLoaded)) return null;
    const quizzes = [...new Set(tables.map(({ quiz }) => quiz))];
    const loaded = quizzes.map((quiz) => {
      const questions = tables.filter((one) => one.quiz === quiz).map(({ question }) => question);
      return JSON.stringify({ quiz, questions });
    });
    return { learner: head.learner, lines, loaded };
  } catch {
    return null;
  }
}
