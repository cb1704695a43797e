// The lesson's own cells stay: none is deleted, and no prose turns into its markup under a double click. Cells that
// somebody adds are theirs.

const WRITTEN_IN =
  ".cm-editor, .course-view, .course-quiz, .jupyter-widgets, input, textarea, select, button";

export function protect(model, lesson) {
  const own = new Set(lesson.cells.map(({ id }) => id));
  for (const cell of model.cells) {
    if (!own.has(cell.id)) continue;
    cell.setMetadata("deletable", false);
    if (cell.type === "markdown") cell.setMetadata("editable", false);
  }
}

// In a lesson a letter typed beside an editor is a slip: no d d, m or x, by which a notebook's cells are cut or changed.
// The menus still do all of it.
export function quietLetters(panel) {
  const hear = (event) => {
    if (event.key.length > 1 || event.key === " ") return;
    if (event.ctrlKey || event.metaKey || event.altKey || !panel.node.contains(event.target))
      return;
    if (!event.target.closest(WRITTEN_IN)) event.stopImmediatePropagation();
  };
  window.addEventListener("keydown", hear, true); // before JupyterLab, which listens to the whole page
  panel.disposed.connect(() => window.removeEventListener("keydown", hear, true));
}
