// The learner's files where the live lessons keep them in this browser, asked for as JupyterLab's contents are.
//
// There are two places (keeping.js says why): the files of JupyterLite, and what Python itself puts into IndexedDB.
// Both are read; what is written goes to the one that the live lessons use here.

import { openThere } from "./lab/editions.js";

const HOME = "my_work";
const DRIVE = "/drive/";

export class KeptFiles {
  #shelves;
  #files = new Map();
  #used;

  // `used` resolves to "files", "page" or "nowhere", as keeping.js finds out.
  constructor(root, used = Promise.resolve(globalThis.isSecureContext ? "files" : "page")) {
    this.#shelves = { files: new LiteFiles(root), page: new PythonFiles() };
    this.#used = used;
  }

  // Read all files anew; what one of the two places does not give is not there.
  async load() {
    const read = (name) => this.#shelves[name].read().catch(() => new Map());
    const [files, page] = await Promise.all([read("files"), read("page")]);
    const isFilesLast = files.size && page.size && (await this.#used) === "files"; // what is used has the last word
    this.#files = new Map(isFilesLast ? [...page, ...files] : [...files, ...page]);
    return this;
  }

  // The lines or words of each file below a folder, by its path.
  *below(folder) {
    for (const [path, text] of this.#files) if (path.startsWith(`${folder}/`)) yield [path, text];
  }

  // Resolves to what is at a path: a text, or the list of a folder.
  async get(path) {
    if (this.#files.has(path)) return { content: this.#files.get(path), format: "text" };
    const within = path ? `${path}/` : "";
    const names = new Set();
    for (const one of this.#files.keys())
      if (one.startsWith(within)) names.add(one.slice(within.length).split("/")[0]);
    const listed = [...names].map((name) => {
      const type = this.#files.has(within + name) ? "file" : "directory";
      return { name, path: within + name, type };
    });
    return { content: listed };
  }

  async save(path, { type, content }) {
    if (type !== "directory") await this.write(path, () => content);
  }

  // Resolves once what `change` makes of the text at a path, "" where there is none, is kept.
  async write(path, change) {
    const shelf = this.#shelves[await this.#used];
    if (!shelf) throw new Error("nothing is kept here");
    this.#files.set(path, await shelf.write(path, change));
  }

  async rename(from, to) {
    for (const shelf of await this.#there()) await shelf.move(from, to);
    await this.load();
  }

  async remove(path) {
    for (const shelf of await this.#there()) await shelf.move(path);
    await this.load();
  }

  // Bring to the place that is used what only the other one has: a browser may have had a service worker and lost it.
  // Resolves to whether there was anything.
  async bringTogether() {
    const used = await this.#used;
    const shelf = this.#shelves[used];
    const other = { files: this.#shelves.page, page: this.#shelves.files }[used];
    if (!shelf) return false;
    const [here, there] = await Promise.all([shelf.read(), other.read()]);
    const lacking = [...there].filter(([path]) => !here.has(path));
    for (const [path, text] of lacking) await shelf.write(path, (now) => now || text);
    return lacking.length > 0;
  }

  async #there() {
    const shelves = Object.values(this.#shelves);
    const there = await Promise.all(shelves.map((one) => one.isThere()));
    return shelves.filter((_, at) => there[at]);
  }
}

// A place in IndexedDB with an entry for each file and for each folder; a subclass says how these look.
class Shelf {
  async isThere() {
    const database = await openThere(this.database);
    const found = database?.objectStoreNames.contains(this.store) ?? false;
    database?.close();
    return found;
  }

  async read() {
    const found = new Map();
    if (!(await this.isThere())) return found;
    await this.use("readonly", async (files) => {
      const [keys, values] = await Promise.all([
        done(files.getAllKeys(this.range())),
        done(files.getAll(this.range())),
      ]);
      keys.forEach((key, at) => {
        const text = this.textOf(values[at]);
        if (text !== undefined) found.set(key.slice(this.before.length), text);
      });
    });
    return found;
  }

  async write(path, change) {
    let text;
    await this.use("readwrite", async (files) => {
      const parts = path.split("/").slice(0, -1);
      for (const [at] of parts.entries()) {
        const folder = parts.slice(0, at + 1).join("/");
        if (this.hasEntry(folder) && !(await done(files.get(this.before + folder))))
          files.put(this.folderOf(folder), this.before + folder);
      }
      const there = await done(files.get(this.before + path));
      text = change((there && this.textOf(there)) ?? "");
      files.put(this.valueOf(path, text, there), this.before + path);
    });
    return text;
  }

  // Give all that is at a path another one, or none at all.
  async move(from, to) {
    await this.use("readwrite", async (files) => {
      for (const key of await done(files.getAllKeys(this.range()))) {
        const path = key.slice(this.before.length);
        if (path !== from && !path.startsWith(`${from}/`)) continue;
        const moved = to && to + path.slice(from.length);
        if (moved) files.put(this.named(await done(files.get(key)), moved), this.before + moved);
        files.delete(key);
      }
    });
  }

  range() {
    return IDBKeyRange.bound(`${this.before}${HOME}/`, `${this.before}${HOME}0`, false, true); // "0" comes after "/"
  }

  // Resolves once the browser says that all is on disk.
  async use(mode, work) {
    const database = await this.open();
    try {
      const using = database.transaction(this.store, mode, { durability: "strict" });
      const ended = new Promise((resolve, reject) => {
        using.oncomplete = resolve;
        using.onabort = () => reject(using.error);
      });
      ended.catch(() => {}); // it is waited for below
      try {
        await work(using.objectStore(this.store));
      } catch (error) {
        if (using.error === null) using.abort();
        throw error;
      }
      await ended;
    } finally {
      database.close();
    }
  }

  async open(version = this.version) {
    const request = indexedDB.open(this.database, version);
    request.onupgradeneeded = () => {
      if (!request.result.objectStoreNames.contains(this.store)) this.make(request.result);
    };
    const database = await done(request);
    if (database.objectStoreNames.contains(this.store)) return database;
    database.close(); // JupyterLite has made another part of it first
    return this.open(database.version + 1);
  }
}

class LiteFiles extends Shelf {
  store = "files";
  before = "";

  constructor(root) {
    super();
    this.database = `JupyterLite Storage - ${root}`;
  }

  make(database) {
    database.createObjectStore(this.store);
  }

  hasEntry() {
    return true;
  }

  textOf({ type, format, content }) {
    if (type === "directory") return undefined;
    if (format === "json") return JSON.stringify(content);
    if (format !== "base64") return `${content ?? ""}`;
    return new TextDecoder().decode(Uint8Array.from(atob(content), (sign) => sign.codePointAt(0)));
  }

  valueOf(path, content, there) {
    const size = new TextEncoder().encode(content).length;
    const fresh = {
      ...entry(path),
      format: "text",
      mimetype: "text/plain",
      content,
      size,
      type: "file",
    };
    return { ...fresh, created: there?.created ?? fresh.created };
  }

  folderOf(path) {
    return {
      ...entry(path),
      format: "json",
      mimetype: "",
      content: null,
      size: 0,
      type: "directory",
    };
  }

  named(value, path) {
    return { ...value, name: path.split("/").pop(), path };
  }
}

function entry(path) {
  const now = new Date().toISOString();
  return { name: path.split("/").pop(), path, last_modified: now, created: now, writable: true };
}

// As Emscripten's IDBFS lays them down (kept.mjs).
class PythonFiles extends Shelf {
  database = `${DRIVE}${HOME}`;
  store = "FILE_DATA";
  version = 21;
  before = DRIVE;

  make(database) {
    database.createObjectStore(this.store).createIndex("timestamp", "timestamp", { unique: false });
  }

  hasEntry(folder) {
    return folder !== HOME; // it is the top of what is kept
  }

  textOf({ contents }) {
    return contents && new TextDecoder().decode(contents);
  }

  valueOf(path, text) {
    return { timestamp: new Date(), mode: 0o100600, contents: new TextEncoder().encode(text) };
  }

  folderOf() {
    return { timestamp: new Date(), mode: 0o40777 };
  }

  named(value) {
    return value;
  }
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
