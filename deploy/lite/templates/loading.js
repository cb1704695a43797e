// Starts JupyterLab, and says in words how far the start is: a page that is silent for ten seconds reads as broken.

const configuration = document.getElementById("jupyter-config-data");
const root = new URL("..", document.baseURI).pathname;

// The site may stand in any folder: what begins with "./" is meant from its top. These two JupyterLab joins itself.
function placed(values) {
  for (const [key, value] of Object.entries(values)) {
    if (value && typeof value === "object" && !Array.isArray(value))
      placed(value);
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

configuration.textContent = JSON.stringify(
  placed(JSON.parse(configuration.textContent)),
);

const line = document.getElementById("course-loading");
const words = document.getElementById("course-loading-words");
const lesson = new URLSearchParams(location.search).get("path") ?? "";

// JupyterLab takes the lesson out of the address. It is put back, so that a reload or a bookmark opens it again.
setInterval(() => {
  const tab = document.querySelector(
    "#jp-main-dock-panel .lm-TabBar-tab.lm-mod-current",
  );
  const shown = tab?.title.match(/\d\d-[a-z-]+\.ipynb/)?.[0];
  if (shown && !location.search.includes(shown))
    history.replaceState(history.state, "", `?path=${shown}`);
}, 500);

if (/^\d\d-[a-z-]+\.ipynb$/.test(lesson))
  document.getElementById("course-loading-read").href =
    `../${lesson.replace(".ipynb", ".html")}`;
line.classList.add("course-loading-whole");

function say(text) {
  if (words.textContent !== text) words.textContent = text;
}

const started = performance.now();
const found = (selector) => document.querySelector(selector);
const watch = setInterval(() => {
  const prompts = [
    ...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt"),
  ].map((prompt) => prompt.textContent);
  const waited = Math.round((performance.now() - started) / 1000);
  if (prompts.some((text) => /\d/.test(text))) {
    clearInterval(watch);
    line.remove();
  } else if (prompts.includes("[*]:")) {
    line.classList.remove("course-loading-whole");
    say("Python is starting in your browser. The first answer takes a moment …");
  } else if (
    found(".jp-Notebook .jp-Cell") &&
    found(".jp-Notebook-ExecutionIndicator[data-status='idle']")
  ) {
    line.classList.remove("course-loading-whole");
    say("The lesson is here. To start it, choose Run, then Run All Cells.");
    document.getElementById("course-loading-read").hidden = true;
  } else if (waited > 5)
    say(`Loading the lesson … ${waited} seconds so far. The next time is faster.`);
}, 200);

const main = document.createElement("script");
main.src = document.querySelector("link[rel='preload'][href*='bundle']").href;
document.head.append(main);
