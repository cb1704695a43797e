// Starts JupyterLab, and says in words how far the start is: a page that is silent for ten seconds reads as broken.

const configuration = document.getElementById("jupyter-config-data");
const root = new URL("..", document.baseURI).pathname;
const settings = placed(JSON.parse(configuration.textContent));
const line = document.getElementById("course-loading");
const words = document.getElementById("course-loading-words");
const read = document.getElementById("course-loading-read");
const run = document.getElementById("course-loading-run");
const lesson = new URLSearchParams(location.search).get("path") ?? "";
const isLesson = /^\d\d-[a-z-]+\.ipynb$/.test(lesson);

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

// What Python writes is kept by way of the service worker: a Python that starts before it would forget the answers.
async function keepAnswers() {
  if (!isSecureContext) return "indexedDB" in window; // and kept.mjs puts them there
  if (!navigator.serviceWorker) return false;
  const worker = new URL(`${root}service-worker.js?enableCache=false`, location.href).href;
  // Else JupyterLite takes its own worker of the last visit for an old one, and is without it while it gets it anew.
  localStorage.setItem(`${worker}-version`, settings.appVersion);
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

// A lesson takes the whole width, as on a computer with the course installed; on a phone the side bars go too.
function makeRoom({ commands, shell }) {
  shell.collapseLeft();
  for (const side of innerWidth < 700 ? ["left", "right"] : [])
    if (commands.isToggled("application:toggle-side-tabbar", { side }))
      commands.execute("application:toggle-side-tabbar", { side });
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

// JupyterLab forgets what is run before its kernel is connected: until then the words cover the page.
function isReady(app) {
  const kernel = panel(app)?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}

function isRunning(app) {
  const cells = panel(app)?.model?.sharedModel.cells ?? [];
  return cells.some((cell) => cell.executionState === "running");
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

async function runFromTheTop(app) {
  const { id, content } = panel(app);
  app.shell.activateById(id); // commands are for the current panel
  await until(() => app.shell.currentWidget);
  app.commands.execute("notebook:run-all-cells");
  await until(() => isRunning(app));
  setTimeout(() => {
    // JupyterLab goes to the last cell.
    content.activeCellIndex = 0;
    content.scrollToItem(0, "start");
  }, 300);
}

async function start() {
  const kept = await keepAnswers();
  configuration.textContent = JSON.stringify(settings);
  const main = document.createElement("script");
  main.src = document.querySelector("link[rel='preload'][href*='bundle']").href;
  document.head.append(main);

  await until(() => window.jupyterapp?.serviceManager.kernelspecs.specs?.kernelspecs.python);
  const app = window.jupyterapp;
  if (isLesson) startPython(app.serviceManager);
  await until(() => document.querySelector(".jp-Notebook .jp-Cell"));
  say("The lesson is here. Python is starting in your browser …");
  await until(() => isReady(app));

  makeRoom(app);
  app.shell.activateById(panel(app).id);
  setInterval(() => keepAddress(app), 500);
  line.classList.remove("course-loading-whole");
  read.hidden = true;
  run.hidden = false;
  run.onclick = () => runFromTheTop(app);
  const forgets = "Answers are lost here when you leave: this needs a window that is not private. ";
  say(`${kept ? "" : forgets}Ready. To start the lesson, choose Run, then Run All Cells.`);
  // The line stays until something is run: by its button, or in any other way that JupyterLab has.
  await until(() => isRunning(app));
  line.remove();
}

if (isLesson) read.href = `../${lesson.replace(".ipynb", ".html")}`;
setTimeout(() => {
  if (words.textContent.startsWith("Loading"))
    say("Loading the lesson … This is slow the first time, and faster the next.");
}, 8000);
setTimeout(() => {
  if (line.classList.contains("course-loading-whole"))
    say(
      "This takes long. On a slow line a first visit can take five minutes: wait, or read the lesson without waiting. " +
        "On a fast line, load the page again.",
    );
}, 60_000);
start();
