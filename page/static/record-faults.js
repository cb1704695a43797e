// "Something is wrong here" at a record: a line that goes into the file to hand in, as below a question.

import { make } from "./dom.js";
import { gettext } from "./language.js";
import { faultOf } from "./line.js";

const LISTED = ".course-view ul > li[id]:not(:has(.course-fault))";
const CHANNEL = "course_utils.fault"; // attempts/page_lines.py hears it
const SILENT = gettext(
  "The course did not reply, so this line is not kept. Try again in a moment.",
);

// The button of a record and its line; keep(id, text) resolves to what is said of what was written.
export function recordFault(id, keep) {
  const asked = gettext("What is wrong with record {id}?", { id });
  const { button, line, said } = faultOf(asked, async (text) => said(await keep(id, text)));
  return make("div", { class: "course-fault course-controls" }, button, line);
}

// At each record of the lists below a node, drawn now or later: in a long list each is folded, and this with it.
export function offerAtRecords(root, keep) {
  const look = () => {
    for (const record of root.querySelectorAll(LISTED))
      (record.querySelector("details") ?? record).append(recordFault(record.id, keep));
  };
  look();
  new MutationObserver(look).observe(root, { childList: true, subtree: true });
}

// Where a lesson is alive, its Python keeps the line: by a channel that it closes with what is said.
export function keepInPython({ sessionContext }) {
  return async (record, text) => {
    const kernel = sessionContext.session?.kernel;
    if (!kernel || kernel.status === "dead") return SILENT;
    await kernel.info; // what is sent before it is connected is lost
    return new Promise((resolve) => {
      const channel = kernel.createComm(CHANNEL);
      channel.onClose = ({ content }) => resolve(content.data.said ?? SILENT);
      channel.open({ record, text });
    });
  };
}
