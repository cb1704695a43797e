// What a widget shows is drawn once the page has the widget. JupyterLab gives up after two seconds, with an error in the
// place of a question: so it was in a lesson that was saved, when its Python had ended or was slow.

import { make } from "./dom.js";
import { gettext } from "./language.js";

const VIEW = "application/vnd.jupyter.widget-view+json";
const LOOK = 200; // ms
const PATIENCE = 8000; // ms until the way back is offered

export function waitForWidgets(panel) {
  const { rendermime } = panel.content;
  const create = rendermime.createRenderer.bind(rendermime);
  rendermime.createRenderer = (type) => {
    const renderer = create(type);
    if (type === VIEW && renderer._manager) wait(renderer, panel);
    return renderer;
  };
}

function wait(renderer, panel) {
  const draw = renderer.renderModel.bind(renderer);
  renderer.renderModel = async (model) => {
    const id = model.data[VIEW].model_id;
    let manager;
    renderer._manager.promise.then((found) => (manager = found)); // there is none before a Python is
    const late = setTimeout(() => say(renderer.node, panel), PATIENCE);
    while (!renderer.isDisposed && id && !manager?.has_model(id))
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    clearTimeout(late);
    if (!renderer.isDisposed) await draw(model);
  };
}

function say(node, panel) {
  if (!panel.hasClass("course-lesson"))
    return node.replaceChildren(gettext("To see this, run the cell above it."));
  const again = make("button", { type: "button" }, gettext("Connect again"));
  again.onclick = () => again.dispatchEvent(new CustomEvent("course:connect", { bubbles: true }));
  const words = gettext("This part of the lesson is not connected, so it is not shown.");
  node.replaceChildren(make("p", { class: "course-view" }, words, " ", again));
}
