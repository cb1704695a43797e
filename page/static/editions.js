// The lessons as the installed edition of the course has them, and what of a notebook is not as there.

export class Editions {
  #folder;
  #names;
  #lessons = new Map();

  constructor(folder) {
    this.#folder = folder;
    this.#names = this.#fetch("names");
    this.home = this.#fetch("home"); // the course as its home shows it
  }

  // Resolves to the lesson that lies at a path, as { name, cells }; null for a notebook that is no lesson.
  async of(path) {
    const name = path
      .split("/")
      .pop()
      .replace(/\.ipynb$/, "");
    if (!(await this.#names).includes(name)) return null;
    if (!this.#lessons.has(name)) this.#lessons.set(name, this.#fetch(name));
    return { name, cells: await this.#lessons.get(name) };
  }

  async #fetch(name) {
    const answer = await fetch(`${this.#folder}${name}.json`);
    return answer.ok ? answer.json() : [];
  }
}

// Whether every cell with code is one of the lesson's own, letter by letter: only then it may run unasked.
export function isAsPublished(model, lesson) {
  const own = new Set(lesson.cells.filter(isCode).map(({ source }) => source));
  return cellsOf(model).every(
    (cell) => !isCode(cell) || !cell.source.trim() || own.has(cell.source),
  );
}

// The kinds and texts of all cells: two that are the same differ in nothing that somebody wrote.
export function words(model) {
  return JSON.stringify(cellsOf(model).map(({ cell_type, source }) => [cell_type, source]));
}

function cellsOf(model) {
  return [...model.sharedModel.cells].map((cell) => ({
    cell_type: cell.cell_type,
    source: cell.source,
  }));
}

function isCode({ cell_type }) {
  return cell_type === "code";
}
