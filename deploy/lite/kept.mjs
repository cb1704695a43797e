// Pyodide as it is, and what it writes kept where JupyterLite cannot keep it.
//
// JupyterLite keeps a learner's files by way of a service worker. Where there is none, as over plain http from a
// classroom laptop, they are put into IndexedDB here. keeping.js has found out which, and whether anything is kept.

import { gettext } from "../language.js";
import { loadPyodide as load } from "./pyodide.mjs";

const NOTHING = gettext(
  "Not kept: this browser stores nothing for this site. Answers are lost when you leave this page. Allow the site " +
    "to store data (cookies) and load the page again, or make your file to hand in before you leave.",
);
const FAILED = gettext(
  "Not kept: this browser could not store your work (its room for this site may be full). Answers are lost when you " +
    "leave this page. Make your file to hand in before you leave.",
);

export function loadPyodide(options) {
  const { COURSE_KEPT: kept, COURSE_HOME: home } = options.env;
  if (kept === "nowhere") globalThis.courseNotKept = NOTHING; // course_utils.attempts.page reads it
  return load(kept === "page" ? { ...options, fsInit: (fs) => keep(fs, home) } : options);
}

async function keep(fs, folder) {
  const idbfs = fs.filesystems.IDBFS;
  keepWhatOthersWrote(idbfs);
  fs.mkdirTree(folder);
  const { mount } = fs.mount(idbfs, { autoPersist: true }, folder);
  mount.idbPersistState = "loading"; // nothing is written back before all is here
  await new Promise((resolve) => fs.syncfs(true, (error) => resolve(noteFailure(error))));
  mount.idbPersistState = 0;
  // Emscripten writes when Python rests, and tells nobody: course_utils.attempts.page waits for this.
  globalThis.courseStore = () =>
    new Promise((resolve) => idbfs.syncfs(mount, false, (error) => resolve(noteFailure(error))));
}

function noteFailure(error) {
  globalThis.courseNotKept = error ? FAILED : undefined;
}

// Two lessons in two windows keep their files in one place. Emscripten makes that place as one of them is: it would
// take back what the other wrote since, or delete it. Only what is newer here is written, what was here may go.
function keepWhatOthersWrote(idbfs) {
  const { reconcile } = idbfs;
  const had = new Set();
  idbfs.reconcile = (source, target, done) => {
    for (const path of Object.keys(source.entries)) had.add(path);
    if (target.type === "remote")
      for (const [path, { timestamp }] of Object.entries(target.entries)) {
        const here = source.entries[path];
        if (!here && !had.has(path)) delete target.entries[path];
        else if (here?.timestamp < timestamp) here.timestamp = timestamp;
      }
    return reconcile(source, target, (error) => {
      noteFailure(error);
      done(error);
    });
  };
}
