// JupyterLab saves the widgets that a kernel knows, and forgets the others: a lesson that is saved without a kernel would
// show "model not found" in place of its questions from then on. So those that it shows are saved with it.

import { hearDirectly } from "./kernel.js";

const WIDGETS = "application/vnd.jupyter.widget-state+json";
const VIEW = "application/vnd.jupyter.widget-view+json";
const lasting = (globalThis[Symbol.for("course_utils.lasting")] ??= new WeakSet()); // one for all widgets of the page

export function initialize({ model }) {
  const manager = model.widget_manager;
  setTimeout(() => hearDirectly(manager)); // once JupyterLab knows this widget
  const document = manager?.context;
  if (!document?.saveState || lasting.has(document)) return; // elsewhere than in JupyterLab nothing is saved
  lasting.add(document);
  document.saveState.connect((_, stage) => {
    if (stage === "started" && document.model.getMetadata?.("widgets")?.[WIDGETS]) keep(manager);
  });
}

function keep(manager) {
  const notebook = manager.context.model.toJSON();
  const shown = new Set(
    notebook.cells
      .flatMap((cell) => cell.outputs ?? [])
      .map((output) => output.data?.[VIEW]?.model_id),
  );
  const known = [...(manager._modelsSync?.values() ?? [])].filter((model) => !model.comm_live);
  const ours = known.filter(
    (model) => shown.has(model.model_id) && model.get("_anywidget_id")?.startsWith("course_utils."),
  );
  const layouts = new Set(ours.map((model) => model.get("layout")?.model_id));
  const kept = [...ours, ...known.filter((model) => layouts.has(model.model_id))];
  if (!kept.length) return;
  for (const model of kept) model._comm_live = true; // without a word to those that draw them
  const state = manager.get_state_sync({ drop_defaults: true });
  for (const model of kept) model._comm_live = false;
  manager.context.model.setMetadata("widgets", { [WIDGETS]: state });
}
