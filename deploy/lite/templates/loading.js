// Starts JupyterLab, and says in words how far the start is: a page that is silent for ten seconds reads as broken.

import { gettext } from "../static/language.js";
import { makeReady, tellWhatIsOpen } from "./editions.js";
import { answerPython, keepThere, whereAnswersAreKept } from "./keeping.js";

const configuration = document.getElementById("jupyter-config-data");
const root = new URL("..", document.baseURI).pathname;
const settings = placed(JSON.parse(configuration.textContent));
const line = document.getElementById("course-loading");
const words = document.getElementById("course-loading-words");
const read = document.getElementById("course-loading-read");
const close = document.getElementById("course-loading-close");
const news = document.getElementById("course-edition");
const asked = new URLSearchParams(location.search);
const lesson = asked.get("path") ?? "";
const isLesson = settings.courseLessons.includes(lesson.replace(/\.ipynb$/, ""));

const NOTHING_KEPT = gettext(
  "This browser stores nothing for this site: answers are lost when you leave. To keep them, " +
    "allow the site to store data (cookies), in a window that is not private, and load the page again.",
);
const NEWER = gettext(
  "A newer edition of this lesson is there. Your answers stay, and your file with what you changed " +
    "is kept as a copy.",
);
const UNSAVED = gettext(
  "Your changes could not be saved, so nothing was replaced. Save the lesson, then load the page again.",
);
const LOADING = words.textContent;
let slow = gettext(
  "This takes long. On a slow line a first visit can take five minutes: wait, or read the lesson " +
    "without waiting. On a fast line, load the page again.",
);

// The site may stand in any folder: what begins with "./" is meant from its top. These two JupyterLab joins itself.
function placed(values) {
  for (const [key, value] of Object.entries(values)) {
    if (value && typeof value === "object" && !Array.isArray(value)) placed(value);
    else if (
      typeof value === "string" &&
      value.startsWith("./") &&
      key.endsWith("Url") &&
      !["licensesUrl", "themesUrl"].includes(key)
    )
      values[key] = root + value.slice(2);
  }
  return values;
}

// Python starts while JupyterLab still draws, not after: the lesson finds this session by its path and takes it.
async function startPython({ kernelspecs, sessions }) {
  await Promise.all([
    kernelspecs.ready,
    sessions.ready,
    navigator.serviceWorker?.getRegistration(),
  ]);
  if ([...sessions.running()].some(({ path }) => path === lesson)) return;
  const asked = { path: lesson, name: lesson, type: "notebook", kernel: { name: "python" } };
  // What the questions say to Python goes through the lesson's own connection, and this one ends at once.
  const connection = { kernelConnectionOptions: { handleComms: false } };
  (await sessions.startNew(asked, connection)).dispose();
}

// The lesson's panel. JupyterLab calls it current only once it had the focus, which a window behind another never gives.
function panel({ shell }) {
  return shell.currentWidget ?? shell.widgets("main").next().value;
}

// JupyterLab takes the lesson out of the address. It is put back, so that a reload or a bookmark opens it again.
function keepAddress(app) {
  const path = panel(app)?.context?.path;
  if (path && new URLSearchParams(location.search).get("path") !== path)
    history.replaceState(history.state, "", `?path=${encodeURIComponent(path)}`);
}

// JupyterLab forgets what is run before its kernel is connected.
function isReady(app) {
  const kernel = panel(app)?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}

function isOpen({ shell }, path) {
  return [...shell.widgets("main")].some((widget) => widget.context?.path === path);
}

function say(text) {
  if (words.textContent !== text) words.textContent = text;
}

// Resolves when something is true; asked often, since JupyterLab tells of none of these.
function until(isSo) {
  return new Promise((resolve) => {
    const asking = setInterval(() => {
      if (!isSo()) return;
      clearInterval(asking);
      resolve();
    }, 50);
  });
}

// Says that the lesson in front has a newer edition, and gets it on a click: it is put in place when the page loads.
function tellOfEditions(app, { newer, copy }) {
  const [said, get, later] = news.children;
  const here = () => panel(app)?.context?.path;
  const told = new Map([...newer].map((path) => [path, NEWER]));
  const isNew = gettext(
    "This is the new edition. Your file with what you changed is kept as “{file}”, in the list of files.",
    { file: copy },
  );
  if (copy) told.set(lesson, isNew);
  let shown;
  setInterval(() => {
    const text = told.get(here()) ?? "";
    if (text === shown) return; // else it would be read aloud again and again
    shown = text;
    said.textContent = text;
    get.hidden = text !== NEWER;
    later.textContent = text === NEWER ? gettext("Not now") : gettext("Close");
    news.hidden = !text;
  }, 500);
  later.onclick = () => told.delete(here());
  get.onclick = async () => {
    const { context } = panel(app);
    try {
      if (context.model.dirty) await context.save();
      location.search = `?path=${encodeURIComponent(context.path)}&edition=new`;
    } catch {
      told.set(context.path, UNSAVED);
    }
  };
}

async function start() {
  const where = await whereAnswersAreKept(root, settings.appVersion);
  const { kept } = where;
  keepThere(where, settings);
  if (kept === "nowhere") slow = NOTHING_KEPT;
  const none = { newer: new Set() };
  const editions =
    where.store === "indexedDB"
      ? await makeReady(root, settings.courseLessons, asked.get("edition") && lesson).catch(
          () => none,
        )
      : none;
  configuration.textContent = JSON.stringify(settings);
  const main = document.createElement("script");
  main.src = document.querySelector("link[rel='preload'][href*='bundle']").href;
  document.head.append(main);

  await until(() => window.jupyterapp?.serviceManager.kernelspecs.specs?.kernelspecs.python);
  const app = window.jupyterapp;
  answerPython(app.serviceManager.contents);
  if (isLesson) startPython(app.serviceManager);
  await until(() => document.querySelector(".jp-Notebook .jp-Cell"));
  // From here on the lesson can be read, and it runs by itself once Python is there: the page around it sees to that.
  app.shell.collapseLeft(); // a lesson takes the whole width, as on a computer with the course installed
  app.shell.activateById(panel(app).id);
  if (asked.get("edition"))
    history.replaceState(history.state, "", `?path=${encodeURIComponent(lesson)}`);
  setInterval(() => keepAddress(app), 500);
  tellWhatIsOpen((path) => isOpen(app, path));
  tellOfEditions(app, editions);
  line.classList.remove("course-loading-whole");
  say(gettext("The lesson is here. Python is starting in your browser …"));
  await until(() => isReady(app));
  if (kept !== "nowhere") return line.remove();
  read.hidden = true;
  close.hidden = false;
  close.onclick = () => line.remove();
  say(NOTHING_KEPT);
}

if (isLesson) read.href = `../${lesson.replace(".ipynb", ".html")}`;
setTimeout(() => {
  if (words.textContent === LOADING)
    say(gettext("Loading the lesson … This is slow the first time, and faster the next."));
}, 8000);
setTimeout(() => {
  if (line.isConnected && close.hidden) say(slow);
}, 60_000);
start();
