// What the course adds to JupyterLab: each lesson that is opened gets a frame (lesson.js).

import { Editions } from "./editions.js";
import { addHome } from "./home-page.js";
import { Lesson } from "./lesson.js";

const SLOW = "[anywidget] Failed to initialize model.";
const PHONE = 700; // px
const HERE = new URL(".", import.meta.url).href;

export async function plugins(shared) {
  const packages = [
    "@jupyterlab/notebook",
    "@jupyterlab/docregistry",
    "@jupyterlab/coreutils",
    "@lumino/widgets",
  ];
  const [
    { INotebookTracker, NotebookActions },
    { ABCWidgetFactory, DocumentWidget },
    { PageConfig },
    { Widget },
  ] = await Promise.all(packages.map(shared));
  const lab = { NotebookActions, ABCWidgetFactory, DocumentWidget, PageConfig, Widget };
  return [
    {
      id: "libya-course:lessons",
      description: "Runs a lesson of the course when it is opened, and keeps it whole.",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (app, tracker) => {
        for (const name of ["page", "type", "home", "rail", "marks", "controls"])
          style(`${name}.css`);
        window.addEventListener("unhandledrejection", (event) => {
          if (event.reason?.message === SLOW) event.preventDefault(); // front/kernel.js hears without it
        });
        document.body.dataset.course = "lessons"; // so that a question knows who can connect it again
        const editions = new Editions(new URL("../lessons/", HERE).href);
        if (innerWidth < PHONE) app.restored.then(() => makeRoom(app));
        addHome(app, lab, editions.home);
        const attend = (panel) => new Lesson({ app, lab, panel, editions });
        tracker.forEach(attend);
        tracker.widgetAdded.connect((_, panel) => attend(panel));
      },
    },
  ];
}

// On a phone the page has the whole width.
function makeRoom({ commands, shell }) {
  shell.collapseLeft();
  for (const side of ["left", "right"])
    if (commands.isToggled("application:toggle-side-tabbar", { side }))
      commands.execute("application:toggle-side-tabbar", { side });
}

function style(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = HERE + name;
  document.head.append(link);
}
