// Where this browser keeps what a learner answers: in JupyterLite's files, in a place of the course's own, or nowhere.

// localforage's names for them
const DRIVERS = { localStorage: "localStorageWrapper", nothing: "memoryStorageDriver" };

// Resolves to where answers go ("files", "page" or "nowhere") and to what takes them, by the browser's name for it.
//
// JupyterLite keeps what Python writes by way of a service worker, which browsers have over https or on the computer
// itself alone. Without it kept.mjs puts the answers into IndexedDB. Without that, nothing can be kept.
export async function whereAnswersAreKept(root, version) {
  const store = await canStore();
  if (store !== "nothing" && (await haveWorker(root, version))) return { kept: "files", store };
  return store === "indexedDB" ? { kept: "page", store } : { kept: "nowhere", store: "nothing" };
}

// What stores something: a browser that is told to store nothing refuses in one of many ways, or does not answer.
async function canStore() {
  const found = await Promise.race([
    tryDatabase().catch(() => "none"),
    new Promise((resolve) => setTimeout(resolve, 5000, "nothing")),
  ]);
  if (found !== "none") return found;
  try {
    localStorage.setItem("course-try", "it");
    return "localStorage";
  } catch {
    return "nothing";
  }
}

function tryDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("course-try", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("try");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      const writing = database.transaction("try", "readwrite");
      writing.objectStore("try").put("written", "it");
      writing.oncomplete = () => {
        database.close();
        resolve("indexedDB");
      };
      writing.onabort = () => reject(writing.error);
    };
  });
}

// A Python that starts before the service worker would not find it.
async function haveWorker(root, version) {
  if (!isSecureContext || !navigator.serviceWorker) return false;
  const worker = new URL(`${root}service-worker.js?enableCache=false`, location.href).href;
  try {
    // Else JupyterLite takes its own worker of the last visit for an old one, and is without it while it gets it anew.
    localStorage.setItem(`${worker}-version`, version);
  } catch {} // some browsers block this alone
  const registered = navigator.serviceWorker.register(worker).then(
    () => true,
    () => false,
  );
  // The worker of the last visit will do at once: to ask whether there is a newer one can take more than a second.
  if (navigator.serviceWorker.controller) return true;
  const controlled = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(true));
    setTimeout(() => resolve(false), 10_000);
  });
  return (await registered) && controlled;
}

// Tell JupyterLab and Python where things are kept, in the settings with which they start.
export function keepThere({ kept, store }, settings) {
  for (const { loadPyodideOptions } of Object.values(settings.litePluginSettings))
    loadPyodideOptions.env.COURSE_KEPT = kept;
  // A worker that comes after all would put JupyterLite's files over the place in which kept.mjs keeps them.
  if (kept !== "files") delete Navigator.prototype.serviceWorker;
  if (kept !== "files") settings.courseAnswers = "elsewhere"; // the rail would look for them among the files
  if (store === "indexedDB") return;
  settings.enableMemoryStorage = "true";
  for (const what of ["contents", "settings", "workspaces"])
    settings[`${what}StorageDrivers`] = JSON.stringify([DRIVERS[store]]);
}

// Python waits for an answer to what it writes, and JupyterLite gives none where the browser refuses it. It is given
// one here, looks for the file and finds that it is not kept.
export function answerPython(contents) {
  const refused = "not-kept";
  const isAnswers = (path) => /(^|[:/])my_work(\/|$)/.test(path ?? "") || path?.endsWith(refused);
  const { save, rename, newUntitled } = contents;
  const unless = (isOurs, answer) => (error) => {
    if (isOurs) return answer;
    throw error;
  };
  contents.save = (path, options) =>
    save.call(contents, path, options).catch(unless(isAnswers(path), null));
  contents.rename = (from, to) =>
    rename.call(contents, from, to).catch(unless(isAnswers(from) || isAnswers(to), null));
  // What is new has no name yet; JupyterLab itself says that it cannot be found when it opens it.
  contents.newUntitled = (options) =>
    newUntitled.call(contents, options).catch(() => ({ name: refused, path: refused }));
}
