// A quiz on a page: to the widget it is what Python's side is in a notebook, and says the same (quiz/widget.py).

import { grade } from "./grading.js";
import { laidOn } from "./laid.js";

const TRIES = 2; // after so many the answer is shown, right or not, as feedback.py has it

export class PageQuiz {
  #quiz;
  #said; // the sentences of every quiz
  #opened; // resolves to the learner's attempts
  #stored; // called after each answer
  #board; // by what it is filled; null where it is not shown
  #heard = new Set();
  #lost = []; // answers that this browser did not keep

  constructor(quiz, said, opened, stored, board = null) {
    Object.assign(this, {
      get: (name) => ({ ...quiz, words: said, silent: Boolean(quiz.silentUntil) })[name],
    });
    this.#quiz = quiz;
    this.#said = said;
    this.#opened = opened;
    this.#stored = stored;
    this.#board = quiz.questions.some(({ shelf }) => shelf) ? board : null;
    opened.then((attempts) => attempts.addEventListener("change", () => this.#look(attempts)));
  }

  on(_kind, hear) {
    this.#heard.add(hear);
  }

  off(_kind, hear) {
    this.#heard.delete(hear);
  }

  send(message) {
    this.#opened.then((attempts) => this.#hear(attempts, message));
  }

  async #hear(attempts, message) {
    const question = this.#quiz.questions.find(({ id }) => id === message.question);
    if (message.type === "hello") this.#look(attempts);
    if (message.type === "draft") await attempts.keepDraft(question.id, message.text);
    const beside = {
      fault: () => this.#keepFault(attempts, question, message.text.trim()),
      words: () => this.#keepWords(attempts, question, message.text.trim()),
      level: () => this.#place(attempts, question, message.level),
    }[message.type];
    if (beside) this.#tell({ type: message.type, question: question.id, said: await beside() });
    if (message.type === "answer")
      await this.#take(attempts, question, grade(question, message.response), message);
    if (message.type === "give up" && this.#mayGiveUp(attempts, question))
      await this.#take(attempts, question, this.#givenUp(), message);
  }

  // What is wrong with a question is no answer to it: attempt.py has the end of its id.
  async #keepFault(attempts, question, text) {
    if (!text) return this.#said.faultEmptyText;
    return this.#keepLine(attempts, question, text, "fault", "fault", this.#said.faultText);
  }

  // Which words decide it: kept beside a right answer, as deciding_words.py has it.
  async #keepWords(attempts, question, text) {
    if (!text) return this.#said.wordsEmptyText;
    return this.#keepLine(attempts, question, text, "words", "reflect", question.wordsText);
  }

  async #keepLine(attempts, { id, version, objective }, text, end, kind, said) {
    const line = { quiz: this.#quiz.name, question: `${id}/${end}`, version, kind };
    return keepBeside(attempts, { ...line, response: text, objective }, said);
  }

  // By question, the words that were last written to decide it, and what is said of them.
  #words(attempts) {
    const made = attempts.lines.map((line) => JSON.parse(line));
    const found = {};
    for (const { id, wordsText } of this.#quiz.questions.filter(({ deciding }) => deciding)) {
      const last = made.findLast(({ question }) => question === `${id}/words`);
      if (last) found[id] = [last.response, wordsText];
    }
    return found;
  }

  // On which level a learner has placed a text is no answer either.
  async #place(attempts, question, level) {
    const { kind } = question;
    return this.#keepLine(attempts, question, level, "level", kind, this.#said.levelText);
  }

  // What a stored text is judged by, and where this learner has placed it.
  #judgedBy(attempts, { id, rubric }) {
    if (!rubric) return null;
    const placed = attempts.lines
      .map((line) => JSON.parse(line))
      .filter(({ quiz, question }) => quiz === this.#quiz.name && question === `${id}/level`);
    return { ...rubric, level: placed.at(-1)?.response ?? null };
  }

  // Put an answer down, and only then say what it is worth.
  async #take(attempts, question, result, { response = null, confidence = null, hint, seconds }) {
    let problem = null;
    if (isAnswer(result)) {
      const { id, kind, version, objective } = question;
      const line = {
        quiz: this.#quiz.name,
        question: id,
        version,
        kind,
        response: result.response ?? null,
        verdict: result.verdict,
        score: result.score,
        confidence,
        hint: Boolean(hint),
        seconds: seconds ?? null,
        objective,
      };
      try {
        await attempts.keep(line);
      } catch (error) {
        problem = error.message;
        this.#lost.push(line);
      }
    }
    const answer = this.#answer(attempts, question, result.response ?? response, result, problem);
    if (!this.#isSilent(attempts) && this.#quiz.silentUntil) this.#look(attempts);
    this.#tell({ type: "feedback", question: question.id, answer });
    this.#stored(attempts);
  }

  #look(attempts) {
    const { questions, name } = this.#quiz;
    const answers = this.#last(attempts);
    const drafts = questions.map(({ id }) => [id, attempts.draft(id)]).filter(([, text]) => text);
    const anew = this.learner !== undefined && this.learner !== attempts.learner;
    this.learner = attempts.learner;
    this.#tell({
      type: "state",
      learner: attempts.learner,
      note: this.#said.noteText.replace("{name}", () => attempts.learner),
      silent: this.#isSilent(attempts),
      answers,
      words: this.#words(attempts),
      drafts: Object.fromEntries(drafts),
      questions: null,
      board: this.#board && laidOn(this.#board, attempts),
      ask: false, // learning.js asks for a name, once for all of a page
      anew,
      name,
    });
  }

  // By question, the last answer that can be graded today, also where it stood in another quiz of the lesson then.
  #last(attempts) {
    const lesson = this.#quiz.name.split("/")[0];
    const isHere = (quiz) => quiz.split("/")[0] === lesson || this.#quiz.stood.includes(quiz);
    const found = {};
    for (const question of this.#quiz.questions) {
      const made = attempts.lines
        .map((line) => JSON.parse(line))
        .filter(({ question: id, quiz }) => id === question.id && isHere(quiz));
      let last = null;
      for (const line of made) {
        const result = this.#graded(question, line, last);
        if (isAnswer(result)) last = result;
      }
      if (last)
        found[question.id] = this.#answer(attempts, question, last.response, last, null, made);
    }
    return found;
  }

  // Graded as the question is asked now, and right also where it was right for the question as it was asked then.
  #graded(question, { verdict, response, version }, last) {
    const before = question.earlier.find((one) => one.version === (version ?? 1));
    if (verdict === "given-up" && response === null && !before)
      return { ...this.#givenUp(), response: last?.response ?? null };
    const now = grade(question, response);
    const other = before && before.kind !== question.kind; // an answer of that form fits no control of today
    if (!before || (now.verdict === "right" && !other)) return now;
    const then = grade(before, response);
    const said = isAnswer(now) && !other ? now : then; // what was chosen may be no option today
    const shown = other ? null : said.response;
    if (!isAnswer(said) || then.verdict !== "right") return { ...said, response: shown };
    const text = this.#said.rightThenText;
    return { verdict: "right", score: 1, text, parts: [], marks: [], response: shown };
  }

  #answer(attempts, question, response, result, problem, made = this.#made(attempts, question)) {
    const feedback = this.#feedback(
      attempts,
      question,
      result,
      problem,
      this.#isSilent(attempts),
      mayBeSeen(question, made),
    );
    const stored = isAnswer(feedback) && !problem;
    const usual = { parts: [], rests_on: [], marks: [], key: [], rubric: null, drawn: null };
    return { response, stored, ...usual, problem, ...feedback };
  }

  #feedback(attempts, question, result, problem, silent, shown) {
    const { verdict, score, text, parts } = result;
    if (!isAnswer(result)) return { verdict, score: null, text: text ?? this.#said.emptyText };
    if (problem && (silent || !question.graded))
      return { verdict: "refused", score: silent ? null : score, text: problem };
    if (silent)
      return { verdict: "stored", score: null, text: `${question.saved} ${this.#said.laterText}` };
    if (verdict === "stored")
      return {
        verdict,
        score: null,
        text: `${question.saved} ${text}`.trim(),
        parts,
        rests_on: question.drawn ? question.restsOn : [],
        drawn: question.drawn,
        rubric: this.#judgedBy(attempts, question),
      };
    const marks = new Map(shown ? question.holding.map((id) => [id, "missed"]) : []);
    for (const [id, right] of result.marks) marks.set(id, right ? "right" : "wrong");
    return {
      verdict,
      score,
      text: problem ? `${text} ${problem}` : text,
      parts,
      rests_on: question.restsOn,
      marks: [...marks],
      key: shown ? question.key : [],
    };
  }

  #givenUp() {
    return {
      verdict: "given-up",
      score: 0,
      text: this.#said.givenUpText,
      parts: [],
      marks: [],
      response: null,
    };
  }

  #mayGiveUp(attempts, question) {
    return (
      question.graded &&
      !this.#isSilent(attempts) &&
      !mayBeSeen(question, this.#made(attempts, question))
    );
  }

  // Feedback on the form before the course would teach the one after it.
  #isSilent(attempts) {
    return Boolean(this.#quiz.silentUntil) && !hasAnswered(attempts, this.#quiz.silentUntil);
  }

  #made(attempts, question) {
    const kept = attempts.lines.map((line) => JSON.parse(line));
    return [...kept, ...this.#lost].filter(
      ({ quiz, question: id }) => quiz === this.#quiz.name && id === question.id,
    );
  }

  #tell(message) {
    for (const hear of this.#heard) hear(message);
  }
}

// Keep a line that is no answer; resolves to what is said of it, or to why it is not kept.
export async function keepBeside(attempts, line, said) {
  try {
    await attempts.keep({ ...line, verdict: "stored" });
    return said;
  } catch (error) {
    return error.message;
  }
}

// Whether every question of a quiz, as { names: of today and before, questions: ids }, has an answer.
export function hasAnswered(attempts, { names, questions }) {
  const answered = attempts.lines
    .map((line) => JSON.parse(line))
    .filter(({ quiz }) => names.includes(quiz));
  return (
    questions.length > 0 &&
    questions.every((id) => answered.some(({ question }) => question === id))
  );
}

function mayBeSeen({ version }, attempts) {
  const made = attempts.filter((one) => (one.version ?? 1) === version);
  return (
    made.length >= TRIES || made.some(({ score, verdict }) => score === 1 || verdict === "given-up")
  );
}

function isAnswer({ verdict }) {
  return verdict !== "empty" && verdict !== "unchecked";
}
