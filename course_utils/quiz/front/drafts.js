// A free text is kept while it is being written: shortly after each pause, and at once when the page is left.

const PAUSE = 700; // ms

// What was written while no kernel heard it, by question: it outlives its widget, and the next one keeps it.
export const unsent = (globalThis[Symbol.for("course_utils.unsent")] ??= new Map());

// Keep what is written in a question by tell(text); returns what says that it is an answer now.
export function keepDraft(control, tell) {
  const area = control.matches("textarea") ? control : control.querySelector("textarea");
  if (!area) return () => {};
  let timer;
  const keep = () => {
    clearTimeout(timer);
    if (!timer) return;
    timer = null;
    tell(area.value);
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  area.addEventListener("blur", keep);
  addEventListener("pagehide", keep);
  return () => {
    clearTimeout(timer);
    timer = null;
  };
}
