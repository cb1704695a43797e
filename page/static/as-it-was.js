// Puts a lesson back as the course has it. Answers lie elsewhere and stay; what was changed is kept in a copy.

import { words } from "./editions.js";
import { gettext } from "./language.js";
import { save } from "./saving.js";

// Resolves to the path of the copy, or to null where nothing was changed.
export async function putBack(panel, lesson, contents) {
  const { context } = panel;
  const { sharedModel } = context.model;
  const changed = words(context.model) !== words({ sharedModel: lesson });
  const copy = changed ? await copyBeside(contents, context) : null;
  sharedModel.transact(() => {
    sharedModel.deleteCellRange(0, sharedModel.cells.length);
    sharedModel.insertCells(0, lesson.cells.map(written));
  });
  await save(context);
  return copy;
}

async function copyBeside(contents, { path, model }) {
  const stem = path.replace(/\.ipynb$/, "");
  const folder = stem.includes("/") ? stem.replace(/\/[^/]*$/, "") : "";
  const there = new Set((await contents.get(folder)).content.map((file) => file.path));
  let copy = gettext("{lesson} (my copy)", { lesson: stem }) + ".ipynb";
  for (let number = 2; there.has(copy); number++)
    copy = gettext("{lesson} (my copy {number})", { lesson: stem, number }) + ".ipynb";
  await contents.save(copy, { type: "notebook", format: "json", content: model.toJSON() });
  return copy;
}

function written({ id, cell_type, source, metadata }) {
  const cell = { id, cell_type, source, metadata: { ...metadata } };
  return cell_type === "code"
    ? { ...cell, metadata: { ...metadata, trusted: true }, outputs: [], execution_count: null }
    : cell;
}
