// A record is read where its mark stands: a click on ev49 opens it under the line, another closes it. The list at the
// end of the lesson stays what it is, and is where the words come from.

import { make } from "./dom.js";
import { gettext, spoken } from "./language.js";
import { recordFault } from "./record-faults.js";

const MARKS = ".jp-RenderedMarkdown a[href^='#']:not(.jp-InternalAnchorLink)";

// keep(id, text) resolves to what is said of a line on what is wrong with a record.
export function readBeside(panel, keep) {
  const follow = (event) => {
    const mark = event.target.closest?.(MARKS);
    const id = mark && decodeURIComponent(new URL(mark.href).hash.slice(1));
    const record = id && panel.node.querySelector(`.course-view li[id="${CSS.escape(id)}"]`);
    if (!record) return; // an anchor of another kind, or a lesson that has not run
    event.preventDefault();
    event.stopImmediatePropagation();
    toggle(mark, id, record, keep);
  };
  panel.node.addEventListener("click", follow, true);
}

function toggle(mark, id, record, keep) {
  const block = mark.closest("p, li, td, blockquote") ?? mark;
  const open = [...block.parentElement.querySelectorAll(".course-note")].find(
    (note) => note.dataset.of === id,
  );
  if (open) return close(open, mark);
  const note = noteOf(id, record, { keep, shut: () => close(note, mark) });
  if (block.matches("li, td")) block.append(note);
  else block.after(note);
  mark.setAttribute("aria-expanded", "true");
}

function close(note, mark) {
  note.remove();
  mark.setAttribute("aria-expanded", "false");
  mark.focus();
}

function noteOf(id, record, { keep, shut }) {
  const said = make("p", { dir: "auto" });
  const words = record.cloneNode(true);
  words.querySelector(".course-fault")?.remove(); // it has its own
  const sources = sourcesOf(words, record.closest(".course-view"));
  const unfolded = words.querySelector("details") ?? words; // in a long list each record is folded
  said.append(
    ...[...unfolded.childNodes].filter((node) => !node.className && node.nodeName !== "SUMMARY"),
  );
  const label = gettext("Record {id}", { id });
  const note = make("aside", {
    class: "course-note",
    ...spoken,
    "aria-label": label,
    "data-of": id,
  });
  note.append(said, ...(sources.length ? [foldedSources(sources)] : []));
  note.append(recordFault(id, keep));
  note.append(make("button", { type: "button", onclick: shut }, gettext("Close")));
  note.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    shut();
  });
  return note;
}

// The sources that a record names by their numbers, [1, 2], from the list below it.
function sourcesOf(words, view) {
  const numbers = words.textContent.match(/\[([\d, ]+)\]\s*$/)?.[1].split(/, */) ?? [];
  const listed = view.querySelectorAll(".cv-sources li");
  return [...listed].filter((one) => numbers.includes(String(one.value)));
}

function foldedSources(sources) {
  const list = make("ol", {}, ...sources.map((one) => one.cloneNode(true)));
  return make("details", {}, make("summary", {}, gettext("Sources")), list);
}
