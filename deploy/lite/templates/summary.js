// What a learner's answers add up to, counted as progress/overview.py and parallel_forms.py count them.

import { hasAnswered } from "./page-quiz.js";

// `told` has the questions of each lesson and objective, the two forms, the degrees of confidence and three limits.
export function summed(told, lines) {
  const { lessons, objectives, before, after, confidence, loaded, longest, enough } = told;
  const all = lines.map((line) => JSON.parse(line));
  const isDone = (form) => hasAnswered({ lines }, form);
  // The result of the form before would teach the one after it.
  const shown = isDone(after) ? all : all.filter(({ quiz }) => !before.names.includes(quiz));
  const lastOf = (some) =>
    new Map(
      some.filter(({ quiz }) => !quiz.startsWith(loaded)).map((one) => [one.question, one.score]),
    );
  const [last, lastShown] = [lastOf(all), lastOf(shown)];
  const count = (ids) => {
    const scores = ids.map((id) => lastShown.get(id) ?? null).filter((score) => score !== null);
    return {
      questions: ids.length,
      answered: ids.filter((id) => last.has(id)).length,
      graded: scores.length,
      right: scores.filter((score) => score === 1).length,
    };
  };
  const minutes = (some) =>
    some.reduce((sum, { seconds }) => sum + Math.min(seconds ?? 0, longest), 0) / 60;
  const sure = confidence
    .map((code) => [code, shown.filter((one) => one.confidence === code && isScored(one))])
    .map(([code, given]) => ({
      confidence: code,
      answers: given.length,
      right: given.filter(({ score }) => score === 1).length,
    }))
    .filter(({ answers }) => answers);
  return {
    minutes: minutes(all),
    lessons: lessons.map(({ id, questions }) => ({
      ...count(questions),
      minutes: minutes(all.filter(({ quiz }) => quiz.split("/")[0] === id)),
    })),
    objectives: objectives.map(count),
    calibration: sure.reduce((sum, { answers }) => sum + answers, 0) < enough ? [] : sure,
    gain: isDone(before) && isDone(after) ? gain(before, after, all) : null,
  };
}

function isScored({ score }) {
  return score !== null && score !== undefined;
}

// From first attempts only; nothing where the two forms were not answered as they are asked alike.
function gain(before, after, lines) {
  const made = ({ names, questions, versions, graded }) => {
    const first = questions.map((id) =>
      lines.find(({ quiz, question }) => names.includes(quiz) && question === id),
    );
    const counted = first.filter(({ question }) => graded.includes(question));
    return {
      isOfToday: first.every(({ version }, n) => (version ?? 1) === versions[n]),
      mean: counted.reduce((sum, { score }) => sum + (score ?? 0), 0) / counted.length,
    };
  };
  const [one, other] = [made(before), made(after)];
  if (one.isOfToday !== other.isOfToday) return { compared: false };
  const share = one.mean > 1 - 1e-9 ? null : (other.mean - one.mean) / (1 - one.mean);
  return { compared: true, before: one.mean, after: other.mean, share };
}
