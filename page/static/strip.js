// A part of a timeline's strip opens the first entry of its time. A browser does the same with the address of a page to
// read; in JupyterLab that would leave the lesson's place in the history.

export function leadFromStrips(panel) {
  const follow = (event) => {
    const part = event.target.closest?.(".tl-strip a");
    const said = part?.closest(".tl").querySelector(`[id="${CSS.escape(part.hash.slice(1))}"]`);
    if (!said) return;
    event.preventDefault();
    event.stopPropagation();
    const entry = said.closest("details");
    entry.open = true;
    entry.querySelector("summary").focus({ preventScroll: true });
    entry.scrollIntoView({ block: "center" });
  };
  panel.node.addEventListener("click", follow, true);
}
