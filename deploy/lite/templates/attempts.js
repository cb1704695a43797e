// A learner's answers on a page to read: the same lines in the same files as those of the live lessons.

import { gettext } from "./static/language.js";
import { KeptFiles } from "./kept-files.js";
import { sha256 } from "./sha256.js";
import { whereAnswersAreKept } from "./lab/keeping.js";

const HOME = "my_work";
const LOADED = "loaded/"; // questions of files that somebody loaded may have the same ids
const LONGEST_LINE = 200_000; // bytes
const LONGEST_DRAFT = 20_000; // signs
const NUMBERED = /^(.+)-([0-9]{1,9})$/;
const NOWHERE = gettext(
  "This browser gives this site no place for answers, so no answer can be kept here. Allow the site to store data (cookies), " +
    "in a window that is not private, and load the page again.",
);
const FULL = gettext(
  "Not kept: this browser could not store your answer (its room for this site may be full). Free some space, then " +
    "answer again.",
);
const TOO_LONG = gettext(
  "This answer is too long to be saved. Make it shorter, then answer again.",
);

// Each stands in a line, in this order, as attempt.py has it.
const FIELDS = {
  id: null,
  time: null,
  quiz: null,
  question: null,
  version: 1,
  kind: null,
  response: null,
  verdict: null,
  score: null,
  confidence: null,
  hint: false,
  seconds: null,
  objective: null,
};

export class Attempts extends EventTarget {
  #files;
  #names; // who is learning, as the home of the course knows it
  #learning = { learner: "me", chosen: true, names: [] };
  #lines = new Map();
  #last = new Map();
  #drafts = new Map();
  #session = `${stamp(new Date())}-${hex(4)}`;
  #count = 0;
  #used;
  #writing = Promise.resolve();

  static #opened;

  // Resolves to the answers of whoever is learning in this browser, also where it keeps none: one for all of a page.
  static open() {
    return (Attempts.#opened ??= new Attempts().#begin());
  }

  async #begin() {
    const root = new URL(".", document.baseURI).pathname;
    const { extension, version } = document.querySelector("[data-extension]").dataset;
    this.#used = whereAnswersAreKept(root, version).then(({ store, kept }) =>
      store === "localStorage" ? "nowhere" : kept,
    );
    this.#files = new KeptFiles(root, this.#used);
    const { Answers } = await import(`./${extension}/answers.js`);
    this.#names = new Answers(this.#files, "");
    await this.refresh();
    this.#used
      .then(() => this.#files.bringTogether())
      .then(
        (some) => some && this.refresh(),
        () => {},
      );
    // What was answered in another window, or live, since.
    addEventListener("focus", () => this.refresh());
    return this;
  }

  get learner() {
    return this.#learning.learner;
  }

  // Whether a name was taken here yet.
  get chosen() {
    return this.#learning.chosen;
  }

  get names() {
    return this.#learning.names;
  }

  // Each line as it is written down, in order of time.
  get lines() {
    return [...this.#lines.values()];
  }

  // The text of each file in one of the learner's folders.
  *within(folder) {
    for (const [, text] of this.#files.below(this.#path(folder))) yield text;
  }

  // The time, or one after the last answer where the clock was set back since.
  now() {
    const last = [...this.#lines.values()].at(-1);
    const before = last ? Date.parse(JSON.parse(last).time) : 0;
    return isoTime(new Date(before > Date.now() ? before + 1000 : Date.now()));
  }

  // Resolves to why nothing is kept here, in a sentence; "" where answers are kept.
  async problem() {
    return (await this.#used) === "nowhere" ? NOWHERE : "";
  }

  // The last answer to a question as it is stored, null where there is none.
  latest(question) {
    return this.#last.get(question) ?? null;
  }

  // Resolves to the line as it is stored, once it is; rejects with the one sentence to say where it is not.
  keep(line) {
    return this.#inTurn(() => this.#keep(line));
  }

  // One after the other, so that no answer has the number of another, and none is missed while all are read.
  #inTurn(work) {
    const working = this.#writing.then(work);
    this.#writing = working.catch(() => {});
    return working;
  }

  async #keep(given) {
    if (await this.problem()) throw new Error(NOWHERE);
    const id = `${this.#session}-${`${this.#count + 1}`.padStart(4, "0")}`;
    const line = { ...FIELDS, ...given, id, time: this.now() };
    const text = `${JSON.stringify(line)}\n`;
    if (new TextEncoder().encode(text).length > LONGEST_LINE) throw new Error(TOO_LONG);
    try {
      await this.#files.write(
        this.#path(`attempts/${this.#session}.jsonl`),
        (before) => before + text,
      );
    } catch {
      throw new Error(FULL);
    }
    this.#count += 1;
    this.#take(text.trim());
    await this.keepDraft(line.question, ""); // it is saved as an answer
    return line;
  }

  draft(question) {
    return this.#drafts.get(question) ?? "";
  }

  // Resolves to whether what somebody has written so far is kept; an empty text is no draft.
  async keepDraft(question, text) {
    const isDraft = text.trim() !== "";
    if (!isDraft && !this.#drafts.has(question)) return true;
    if (isDraft) this.#drafts.set(question, text);
    else this.#drafts.delete(question);
    const path = this.#path(`drafts/${sha256(question).slice(0, 16)}.json`);
    const written = JSON.stringify({ question, text: text.slice(0, LONGEST_DRAFT) });
    try {
      await (isDraft ? this.#files.write(path, () => written) : this.#files.remove(path));
      return true;
    } catch {
      return false;
    }
  }

  // Let somebody learn from now on; resolves to false for what can be no name.
  async choose(name) {
    return (await this.#names.choose(name)) && (await this.refresh());
  }

  // Give whoever is learning another name, with all their answers; false for what can be none, or is somebody's.
  async rename(name) {
    const isNew = await this.#names.rename(name);
    return isNew && (await this.refresh());
  }

  // Delete all that is stored for whoever is learning.
  async forget() {
    await this.#files.remove(`${HOME}/${this.learner}`);
    await this.refresh();
  }

  // Put what was handed in once with what is here, each line once; resolves to how many were new.
  async bringBack({ lines, loaded }) {
    const fresh = lines.filter((line) => !this.#lines.has(JSON.parse(line).id));
    const put = (text, folder, ending) =>
      this.#files.write(this.#path(`${folder}${sha256(text).slice(0, 16)}${ending}`), () => text);
    if (fresh.length) await put(`${fresh.join("\n")}\n`, "attempts/restored-", ".jsonl");
    for (const text of loaded) await put(text, "loaded/", ".json");
    await this.refresh();
    return fresh.length;
  }

  // Read all anew; "change" says that somebody else is learning, or that there is more than this page has put down.
  refresh() {
    return this.#inTurn(() => this.#read());
  }

  async #read() {
    const before = `${this.learner} ${this.#lines.size}`;
    await this.#files.load();
    this.#learning = await this.#names.read();
    this.#lines.clear();
    this.#last.clear();
    this.#drafts.clear();
    const written = [...this.within("attempts")].flatMap((text) => text.split(/\r\n|\r|\n/));
    for (const line of inOrder(written.filter(isAttempt))) this.#take(line);
    for (const text of this.within("drafts")) {
      try {
        const { question, text: words } = JSON.parse(text);
        this.#drafts.set(question, words);
      } catch {} // not a draft
    }
    if (before !== `${this.learner} ${this.#lines.size}`) this.dispatchEvent(new Event("change"));
    return true;
  }

  #take(line) {
    const attempt = JSON.parse(line);
    if (this.#lines.has(attempt.id)) return; // what was restored may be here twice
    this.#lines.set(attempt.id, line);
    if (!attempt.quiz.startsWith(LOADED)) this.#last.set(attempt.question, attempt);
  }

  #path(within) {
    return `${HOME}/${this.learner}/${within}`;
  }
}

// Whether the learner's own store would take a line: attempt.py says what an attempt is.
export function isAttempt(line) {
  try {
    const one = JSON.parse(line);
    const isText = (name) => typeof one[name] === "string";
    const within = (value, least, most) =>
      value === undefined || (typeof value === "number" && value >= least && value <= most);
    return (
      ["id", "time", "quiz", "question", "kind", "verdict"].every(isText) &&
      (one.version === undefined || Number.isInteger(one.version)) &&
      within(one.version, 1, 999_999) &&
      within(one.score ?? undefined, 0, 1) &&
      within(one.seconds ?? undefined, 0, 999_999_999) &&
      ["confidence", "objective"].every((name) => (one[name] ?? "") === "" || isText(name)) &&
      (one.hint === undefined || typeof one.hint === "boolean") &&
      /T.*(Z|[+-]\d\d:?\d\d)$/.test(one.time) &&
      !Number.isNaN(Date.parse(one.time)) &&
      new TextEncoder().encode(line).length < LONGEST_LINE
    );
  } catch {
    return false;
  }
}

// Lines in order of time; within a session as they were given, whatever the clock said.
function inOrder(lines) {
  const placed = lines.map((line) => {
    const { id, time } = JSON.parse(line);
    const [, session, number] = NUMBERED.exec(id) ?? [id, id, 0];
    return { line, session, number: Number(number), when: Date.parse(time) };
  });
  const by =
    (...names) =>
    (one, other) => {
      const name = names.find((each) => one[each] !== other[each]);
      return name ? (one[name] < other[name] ? -1 : 1) : 0;
    };
  let before;
  for (const one of placed.sort(by("session", "number"))) {
    if (before?.session === one.session) one.when = Math.max(one.when, before.when);
    before = one;
  }
  return placed.sort(by("when", "session", "number")).map(({ line }) => line);
}

// A moment with the zone of this device, to the second, as Python writes it.
export function isoTime(moment) {
  const zone = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + zone * 60_000).toISOString().slice(0, 19);
  const two = (number) => `${Math.floor(number)}`.padStart(2, "0");
  return `${local}${zone < 0 ? "-" : "+"}${two(Math.abs(zone) / 60)}:${two(Math.abs(zone) % 60)}`;
}

function stamp(moment) {
  return isoTime(moment).slice(0, 19).replace(/[-:]/g, "");
}

function hex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((one) => one.toString(16).padStart(2, "0"))
    .join("");
}
