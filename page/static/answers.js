// Who is learning, and their answers, as they lie in files beside the lessons: read without a Python.

const FOLDER = "my_work";
const NAME = "learner.txt";
const FIRST = "me";
// learner.py has the last word on what can be a name: it is the name of a folder.
const FITS = /^[\p{L}\p{Nd}](?:[\p{L}\p{Nd}\p{M}_ -]{0,38}[\p{L}\p{Nd}\p{M}_-])?$/u;
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])$/i;

export class Answers {
  #contents;
  #home;
  #beside;
  #lines = new Map();

  // `contents` gets, saves and renames as JupyterLab's does; `folder` is that of the lessons, "" or with a stroke.
  constructor(contents, folder) {
    this.#contents = contents;
    this.#beside = folder.replace(/\/$/, "");
    this.#home = folder + FOLDER;
  }

  // Resolves to who is learning, whether they chose a name, all names that are here, and the answers in order of time.
  async read() {
    const there = await this.#list(this.#beside);
    const kept = ({ path, type }) => path === this.#home && type === "directory"; // a file may stand in its way
    const here = there.some(kept) ? await this.#list(this.#home) : [];
    const names = here.filter(({ type }) => type === "directory").map(({ name }) => name);
    const chosen = here.some(({ name }) => name === NAME);
    const said = chosen
      ? (await this.#text(`${this.#home}/${NAME}`)).replace(/^\ufeff/, "").trim()
      : FIRST;
    const same = (name) => name.toLowerCase() === said.toLowerCase();
    const learner = names.find((name) => name === said) ?? names.find(same) ?? (said || FIRST);
    return {
      learner,
      chosen,
      names,
      attempts: names.includes(learner) ? await this.#attempts(learner) : [],
    };
  }

  // Let somebody learn from now on; returns false for what can be no name.
  async choose(name) {
    const tidy = fitting(name);
    if (!tidy) return false;
    const there = await this.#list(this.#beside);
    if (!there.some(({ path }) => path === this.#home))
      await this.#contents.save(this.#home, { type: "directory" });
    const words = { type: "file", format: "text", content: `${tidy}\n` };
    await this.#contents.save(`${this.#home}/${NAME}`, words);
    return true;
  }

  // Give whoever is learning another name, with all their answers; false for what can be none, or is somebody's.
  async rename(name) {
    const { learner, names } = await this.read();
    const tidy = fitting(name);
    const others = names.filter((one) => one !== learner);
    if (!tidy || others.some((one) => one.toLowerCase() === tidy.toLowerCase())) return false;
    if (names.includes(learner) && learner !== tidy)
      await this.#contents.rename(`${this.#home}/${learner}`, `${this.#home}/${tidy}`);
    return this.choose(tidy);
  }

  async #attempts(learner) {
    const folder = `${this.#home}/${learner}`;
    const within = await this.#list(folder);
    if (!within.some(({ name }) => name === "attempts")) return [];
    const files = (await this.#list(`${folder}/attempts`)).filter(({ name }) =>
      name.endsWith(".jsonl"),
    );
    const read = await Promise.all(files.map((file) => this.#linesOf(file)));
    const each = new Map(read.flat().map((attempt) => [attempt.id, attempt])); // what was restored may be here twice
    const when = ({ time }) => Date.parse(time);
    return [...each.values()].sort((a, b) => when(a) - when(b) || (a.id < b.id ? -1 : 1));
  }

  // A file that did not change since is not read again.
  async #linesOf({ path, last_modified, size }) {
    const state = `${last_modified} ${size}`;
    if (this.#lines.get(path)?.state !== state)
      this.#lines.set(path, { state, attempts: parsed(await this.#text(path)) });
    return this.#lines.get(path).attempts;
  }

  async #list(path) {
    return (await this.#contents.get(path)).content;
  }

  async #text(path) {
    const { content, format } = await this.#contents.get(path, { type: "file", content: true });
    if (format !== "base64") return `${content ?? ""}`;
    return new TextDecoder().decode(Uint8Array.from(atob(content), (sign) => sign.codePointAt(0)));
  }
}

// The name as it is written down; nothing for what can be none.
function fitting(name) {
  const tidy = name.normalize("NFC").trim().replace(/\s+/g, " ");
  return FITS.test(tidy) && !RESERVED.test(tidy) ? tidy : "";
}

// The lines that are whole; one that a full disk cut short is stepped over.
function parsed(text) {
  return text.split("\n").flatMap((line) => {
    try {
      const attempt = JSON.parse(line);
      return attempt?.question && attempt.quiz ? [attempt] : [];
    } catch {
      return [];
    }
  });
}
