// How an answer is graded on a page, as the kinds of question in Python do it: grading.py says what each needs.
// grade(question, response) gives { verdict, score, text, parts, marks, response }; nothing here makes sentences.

import { dated, named, numbered, placed } from "./written.js";

const LONGEST = 20_000; // signs of a text

export function grade(question, response) {
  if (untouched(response)) return result("empty", null, null);
  try {
    const graded = question.grounds ? bothSteps : KINDS[question.kind];
    return { response, ...graded(question.grading, response, question) };
  } catch {
    return result("unchecked", null, question.unchecked);
  }
}

// Of an answer of which a share from 0 to 1 is right.
export function share(score, text, parts = [], marks = []) {
  const kept = Math.min(1, Math.max(0, score));
  return result(kept === 1 ? "right" : kept > 0 ? "partly" : "wrong", kept, text, parts, marks);
}

function result(verdict, score, text, parts = [], marks = []) {
  return { verdict, score, text, parts, marks };
}

function untouched(response) {
  if (typeof response === "string") return !/[^\s\x1c-\x1f\x85]/u.test(response);
  if (response === null || response === undefined) return true;
  if (Array.isArray(response)) return !response.length;
  return (
    typeof response === "object" &&
    Object.values(response).every((one) => one === null || one === "")
  );
}

// The answer, and what it rests on: two_steps.py.
function bothSteps({ first, grounds, said, answer: before }, { answer, ground }, question) {
  if (untouched(answer)) throw new RangeError("only the second step");
  const [holds, why] = known(grounds, ground);
  const made = { response: answer, ...KINDS[question.kind](first, answer, question) };
  const { text } = question.grounds.options.find(({ id }) => id === ground);
  return {
    ...share(
      (made.score + Number(holds)) / 2,
      said[made.verdict][Number(holds)],
      [[before, made.text], ...made.parts, [text, why]],
      [...made.marks, [`ground/${ground}`, holds]],
    ),
    response: { answer: made.response, ground },
  };
}

function choice({ options }, response) {
  const [right, why] = known(options, response);
  return { ...share(Number(right), why), marks: [[response, right]] };
}

function choices({ options, missing, all, more }, response, question) {
  const given = [].concat(response);
  for (const id of given) known(options, id);
  const chosen = question.options.filter(({ id }) => given.includes(id));
  const right = chosen.filter(({ id }) => options[id][0]).length;
  const holding = Object.values(options).filter(([holds]) => holds).length;
  const wrong = chosen.length - right;
  const said = right < holding ? missing[holding - right] : wrong ? more : all;
  return {
    ...share(
      (right - wrong) / holding,
      said,
      chosen.map(({ id, text }) => [text, options[id][1]]),
      chosen.map(({ id }) => [id, options[id][0]]),
    ),
    response: given,
  };
}

// Rows that are given something: `made` has the ids, and is checked.
function rows({ rows, said }, made, question) {
  taken(question, made);
  const right = rows.filter(([id, partner]) => made[id] === partner);
  return share(
    right.length / rows.length,
    said[right.length],
    right.map(([, , what, why]) => [what, why]),
    rows.filter(([id]) => made[id]).map(([id, partner]) => [id, made[id] === partner]),
  );
}

function search({ rows, said, settling, shut }, made, question) {
  taken(question, made);
  const opened = Object.keys(made);
  if (opened.length > question.opens) throw new RangeError("too many are opened");
  const right = rows.filter(([id, partner]) => made[id] === partner);
  const settled = settling.some((id) => id in made);
  const score = right.length / question.opens;
  return share(
    settled ? score : Math.min(score, 0.5),
    said[settled ? "settled" : "unsettled"][right.length],
    [
      ...right.map(([, , what, why]) => [what, why]),
      ...rows.filter(([id]) => !(id in made)).map(([id, , , why]) => [shut[id], why]),
    ],
  );
}

function taken(question, made) {
  if (typeof made !== "object" || Array.isArray(made)) throw new TypeError("not rows");
  const among = (parts, id) => {
    if (!parts.some((part) => part.id === id)) throw new RangeError("nothing of that name");
  };
  for (const [row, given] of Object.entries(made)) {
    among(question.rows, row);
    if (given !== null && given !== "") among(question.choices, given);
  }
}

function order({ items, said }, response) {
  const ids = items.map(([id]) => id);
  const places = response.map((id) => ids.indexOf(id));
  if (places.length !== ids.length || ids.some((_, place) => !places.includes(place)))
    throw new RangeError("not all items");
  const pairs = places.flatMap((one, n) => places.slice(n + 1).map((other) => one > other));
  const turned = pairs.filter(Boolean).length;
  const marks = places.map((place, n) => [ids[place], place === n]);
  const parts = turned ? [] : items.map(([, text, why]) => [text, why]);
  const score = Math.max(0, 1 - (2 * turned) / pairs.length);
  return share(score, said[marks.filter(([, right]) => right).length], parts, marks);
}

function highlight({ marks, said, beside, between }, response, { words }) {
  const marked = [...new Set(response)].sort((a, b) => a - b);
  if (marked.some((n) => !Number.isInteger(n) || n < 0 || n >= words.length))
    throw new RangeError("no such word");
  const hit = ([numbers]) => numbers.some((n) => marked.includes(n));
  const loaded = marks.filter(([, , , takesASide]) => takesASide);
  const found = loaded.filter(hit).length;
  const others = marked.filter((n) => !loaded.some(([numbers]) => numbers.includes(n)));
  const again = others.map((n) => words[n]).join(between);
  const text =
    said[loaded.length - found] +
    (others.length ? ` ${beside.replace("{words}", () => again)}` : "");
  return share(
    (found - others.length / 2) / loaded.length,
    text,
    marks.filter(hit).map(([, what, why]) => [what, why]),
    marked.map((n) => [String(n), !others.includes(n)]),
  );
}

function open({ text, parts = [] }, response, { options }) {
  if (typeof response !== "string" || [...response].length > LONGEST)
    throw new TypeError("not a text");
  if (options?.length && !options.some(({ id }) => id === response))
    throw new RangeError("nothing of that name");
  return result("stored", null, text, parts);
}

function brief({ known, none, unnamed, said, example }, response) {
  open({}, response, {});
  const statements = response
    .split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)
    .map((line) => line.trim())
    .filter(Boolean);
  const missing = (statement) => {
    const marks = statement.matchAll(/\[([\p{L}\p{N}_-]+(?:\s*[,;]\s*[\p{L}\p{N}_-]+)*)\]/gu);
    const ids = [...marks].flatMap(([, ids]) => ids.split(/\s*[,;]\s*/));
    const odd = ids.find((id) => !known.includes(id));
    return ids.length ? odd && none.replace("{asked}", () => odd) : unnamed;
  };
  const lacking = statements.map((one) => [one, missing(one)]).filter(([, why]) => why);
  const count = statements.length;
  const most = said.length - 1;
  const sentence = count > most ? said[most].replace(most, count) : said[count];
  const text = sentence.replace("{kept}", count - lacking.length);
  return result("stored", null, text, lacking.length ? lacking : example);
}

function rate({ text, parts }, made, question) {
  taken(question, made);
  if (question.rows.some(({ id }) => !made[id])) throw new RangeError("one is not rated");
  return result("stored", null, text, parts);
}

function weigh({ text, objections }, response, { evidence, explanations, stances }) {
  const laid = evidence.flatMap((piece) =>
    Object.entries(response[piece.id] ?? {}).map(([explanation, stance]) => ({
      ...piece,
      explanation,
      stance,
    })),
  );
  const has = (parts, id) => parts.some((part) => part.id === id);
  const odd = (one) => !has(explanations, one.explanation) || !has(stances, one.stance);
  if (!laid.length || laid.some(odd) || Object.keys(response).some((id) => !has(evidence, id)))
    throw new RangeError("nothing is laid");
  const speaking = laid.filter(
    ({ id, stance }) => ["for", "strongly-for"].includes(stance) && objections[id],
  );
  const parts = new Map(speaking.map(({ id, text }) => [text, objections[id]]));
  return result("stored", null, text, [...parts]);
}

function sketch({ numbers, most, said, near }, made, { step, scale }) {
  const days = Object.keys(numbers);
  if (Object.keys(made).length !== days.length) throw new RangeError("other dates");
  const off = days.map((day) => {
    const guess = made[day];
    if (typeof guess !== "number" || !(guess >= 0 && guess <= most) || guess % step)
      throw new RangeError("not on the scale");
    const [value, when, number] = numbers[day];
    return { by: Math.abs(guess - value), when, guess: scale[guess / step], number };
  });
  const far = off.filter(({ by }) => by > step).sort((one, other) => other.by - one.by);
  const sentences = far
    .slice(0, said.length)
    .map((one, n) => said[n].replace(/\{(\w+)\}/g, (_, name) => one[name]));
  return result("stored", null, sentences.join(" ") || near);
}

function known(options, id) {
  if (!Object.hasOwn(options, id)) throw new RangeError("nothing of that name");
  return options[id];
}

const KINDS = {
  brief,
  choice,
  choices,
  classify: rows,
  date: dated,
  highlight,
  match: rows,
  number: numbered,
  order,
  place: placed,
  predict: open,
  rate,
  reflect: open,
  search,
  sketch,
  text: named,
  weigh,
};
