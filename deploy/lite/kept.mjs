// Pyodide as it is, and what it writes kept where JupyterLite cannot keep it.
//
// JupyterLite keeps a learner's files by way of a service worker, which browsers allow only over https or on the
// computer itself. A classroom laptop that serves the site to others has plain http. IndexedDB is there all the same.

import { loadPyodide as load } from "./pyodide.mjs";

export function loadPyodide(options) {
  const fsInit = (fs) => keep(fs, options.env.COURSE_HOME);
  return load(isSecureContext ? options : { ...options, fsInit });
}

async function keep(fs, folder) {
  const idbfs = fs.filesystems.IDBFS;
  keepWhatOthersWrote(idbfs);
  fs.mkdirTree(folder);
  const { mount } = fs.mount(idbfs, { autoPersist: true }, folder);
  mount.idbPersistState = "loading"; // nothing is written back before all is here
  await new Promise((resolve) => fs.syncfs(true, resolve));
  mount.idbPersistState = 0;
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
    return reconcile(source, target, done);
  };
}
