// What a learner has settled of the course, from the answers as they are stored: a wrong answer settles nothing.

// Answers in order of time, and the course as lessons/home.json has it.
export function standing({ sentences, lessons, questions }, attempts) {
  const last = new Map();
  const ids = new Set(lessons.map(({ id }) => id));
  attempts.forEach(({ question, quiz, score }, at) => {
    // Questions of a file that somebody loaded may have the same ids.
    if (ids.has(lessonOf({ quiz }))) last.set(question, { right: score === 1, at });
  });
  const isSettled = ({ id, silent }) => last.has(id) && (silent || last.get(id).right);
  const share = (some) => {
    const settled = some.filter(isSettled).length;
    return { of: some.length, settled, left: some.length - settled, all: settled === some.length };
  };

  const parts = lessons.map((lesson) => {
    const found = share(questions.filter((one) => lessonOf(one) === lesson.id));
    return {
      ...found,
      id: lesson.id,
      minutes: Math.ceil((lesson.minutes * found.left) / (found.of || 1)),
    };
  });
  const latest = lessonOf(
    attempts.findLast(({ quiz }) => ids.has(lessonOf({ quiz }))) ?? { quiz: "" },
  );
  const open = parts.filter(({ all }) => !all);
  return {
    sentences: sentences.map(({ id }) => ({
      id,
      ...share(questions.filter((one) => one.sentences?.includes(id))),
    })),
    lessons: parts,
    next: (open.find(({ id }) => id === latest) ?? open[0])?.id,
    begun: last.size > 0,
    wrong: questions
      .filter(({ id, recalled }) => recalled && last.has(id) && !last.get(id).right)
      .sort((one, other) => last.get(one.id).at - last.get(other.id).at),
    // How many questions of a quiz are left, for the part of a lesson in which it stands.
    leftIn: (quiz) => share(questions.filter((one) => one.quiz === quiz)).left,
    asks: (quiz) => questions.some((one) => one.quiz === quiz),
  };
}

export function lessonOf({ quiz }) {
  return quiz.split("/")[0];
}
