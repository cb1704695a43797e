// Lessons that this browser has saved, made ready before any of them is opened.
//
// JupyterLite keeps a lesson as it was saved and never looks for a newer one. An answer is kept in my_work, so of a
// saved lesson only what the learner wrote into it counts: a lesson in which nothing was written is taken as it is
// published now, and one in which something was is kept, or put aside as a copy for the newer edition.

import { gettext } from "../static/language.js";

const STATE = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";

// Resolves to the lessons that have a newer edition and the learner's own changes, and the copy that was made.
export async function makeReady(root, lessons, asked) {
  const newer = new Set();
  const database = await openThere(`JupyterLite Storage - ${root}`);
  if (!database) return { newer };
  let copy;
  try {
    for (const path of await saved(database)) {
      if (await isOpenElsewhere(path)) continue;
      const file = await value(database, "files", path);
      if (!Array.isArray(file?.content?.cells)) continue;
      const lesson = await published(root, lessons, path);
      const state = compare(file.content, lesson, path);
      // What a lesson's own cells showed is made again by a run; for a notebook of the learner's, of any lesson's.
      const own = new Set(
        lesson
          ? marks(lesson.notebook)
          : hasState(file.content)
            ? await allMarks(root, lessons)
            : [],
      );
      if (state === "as published") await remove(database, path);
      else if (state === "older" && path === asked) {
        copy = await putAside(database, withoutTraces(file, own));
        await remove(database, path);
      } else {
        if (state === "older") newer.add(path);
        await clean(database, path, file, own);
      }
    }
  } finally {
    database.close();
  }
  return { newer, copy };
}

// What the learner's file is beside the lesson that is published now.
function compare(notebook, lesson, path) {
  if (!lesson || path !== lesson.path) return "their own";
  const here = marks(notebook);
  const there = marks(lesson.notebook);
  const from = notebook.metadata?.course?.edition;
  if (edition(here) === edition(there) || edition(here) === from) return "as published";
  // Saved before lessons said which edition they are: where all of the lesson is in it, it is this one.
  const whole = there.every((mark) => here.includes(mark));
  return from === edition(there) || whole ? "their own" : "older";
}

// The lesson that a file is, or is a copy of, as it is published now; nothing for a learner's own notebook.
async function published(root, lessons, path) {
  const name = lessons.findLast((lesson) => isOf(lesson, path));
  if (!name) return null;
  const answer = await fetch(`${root}files/${name}.ipynb`, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return null;
  return { path: `${name}.ipynb`, notebook: await answer.json() };
}

// Whether a file is a lesson or a copy of it, such as "the-lesson-Copy1.ipynb" or "the-lesson (my copy).ipynb".
function isOf(lesson, path) {
  return path.startsWith(lesson) && /^(\.ipynb|-Copy| \()/.test(path.slice(lesson.length));
}

async function allMarks(root, lessons) {
  const listed = await fetch(`${root}api/contents/all.json`).catch(() => null);
  if (!listed?.ok) return [];
  const files = (await listed.json()).content.map(({ path }) => published(root, lessons, path));
  return (await Promise.all(files)).flatMap((lesson) => (lesson ? marks(lesson.notebook) : []));
}

// A mark for each cell that says something. editions.py makes the same.
function marks({ cells }) {
  const said = cells.filter((cell) => text(cell).trim());
  return said.map((cell) => mark(`${cell.cell_type}\0${text(cell)}`));
}

function edition(all) {
  return mark(all.join());
}

function text({ source }) {
  return Array.isArray(source) ? source.join("") : (source ?? "");
}

// FNV-1a with 64 bits: over plain http browsers have no digests of their own.
function mark(words) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(words))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

// The same file without what an earlier version of the course wrote into it of the learner's answers: the state of
// its questions, and what the lesson's own cells showed. Cells that the learner wrote stay with what they printed.
function withoutTraces(file, own) {
  const notebook = structuredClone(file.content);
  const states = notebook.metadata?.widgets?.[STATE]?.state ?? {};
  const dropped = new Set(Object.keys(states).filter((id) => isOfTheCourse(states[id])));
  for (const id of dropped) delete states[id];
  if (notebook.metadata?.widgets && !Object.keys(states).length) delete notebook.metadata.widgets;
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    const isOwn = own.has(mark(`code\0${text(cell)}`));
    const shown = cell.outputs.filter((one) => !isOwn && !dropped.has(one.data?.[VIEW]?.model_id));
    if (shown.length < cell.outputs.length) cell.execution_count = null;
    cell.outputs = shown;
  }
  return { ...file, content: notebook };
}

function hasState({ metadata }) {
  return Object.values(metadata?.widgets?.[STATE]?.state ?? {}).some(isOfTheCourse);
}

function isOfTheCourse(model) {
  return `${model?.state?._anywidget_id ?? ""}`.startsWith("course_utils.");
}

async function clean(database, path, file, own) {
  const fresh = withoutTraces(file, own);
  if (differ(fresh.content, file.content)) await put(database, "files", path, fresh);
  const earlier = (await value(database, "checkpoints", path)) ?? [];
  const cleaned = earlier.map((one) => (one?.content?.cells ? withoutTraces(one, own) : one));
  if (differ(cleaned, earlier)) await put(database, "checkpoints", path, cleaned);
}

function differ(one, other) {
  return JSON.stringify(one) !== JSON.stringify(other);
}

async function putAside(database, file) {
  const there = new Set(await saved(database));
  const called = (mine) => file.path.replace(/(\.ipynb)?$/, ` (${mine}).ipynb`); // isOf knows it by " ("
  let mine = gettext("my copy");
  for (let number = 2; there.has(called(mine)); number++)
    mine = gettext("my copy {number}", { number });
  const copy = called(mine);
  await put(database, "files", copy, { ...file, name: copy, path: copy });
  return copy;
}

async function remove(database, path) {
  await done(store(database, "files", "readwrite")?.delete(path));
  await done(store(database, "checkpoints", "readwrite")?.delete(path));
}

async function saved(database) {
  const paths = (await done(store(database, "files")?.getAllKeys())) ?? [];
  return paths.filter((path) => typeof path === "string" && path.endsWith(".ipynb"));
}

function value(database, name, path) {
  return done(store(database, name)?.get(path));
}

function put(database, name, path, written) {
  return done(store(database, name, "readwrite")?.put(written, path));
}

function store(database, name, mode = "readonly") {
  if (database.objectStoreNames.contains(name))
    return database.transaction(name, mode).objectStore(name);
}

function done(request) {
  if (!request) return Promise.resolve();
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Opens a database that is there; one that is not is not made, since JupyterLite makes it in its own way.
export function openThere(name) {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
    request.onblocked = () => resolve(null);
  });
}

// A file that another window has open is left to it. Windows answer each other on this channel.
const channel = new BroadcastChannel("course-lessons");
const answered = new Set();
let isOpenHere = () => false;
channel.onmessage = ({ data: { ask, open } }) => {
  if (ask && isOpenHere(ask)) channel.postMessage({ open: ask });
  if (open) answered.add(open);
};

// From now on, tell other windows which files are open in this one.
export function tellWhatIsOpen(isOpen) {
  isOpenHere = isOpen;
}

async function isOpenElsewhere(path) {
  answered.delete(path);
  channel.postMessage({ ask: path });
  const until = Date.now() + 150;
  while (!answered.has(path) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return answered.has(path);
}
