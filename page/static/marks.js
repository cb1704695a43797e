// Marks of records in prose, such as ev49: small, and named by what the record says, which the list at the end has.

import { gettext } from "./language.js";

const LONGEST = 160; // signs of a name

// Whatever is drawn below a node, now or later: the list comes after the words.
export function nameMarks(root) {
  const look = () => {
    for (const mark of root.querySelectorAll("a[href^='#']:not([title])")) {
      const id = decodeURIComponent(mark.hash.slice(1));
      if (!id || mark.textContent !== id) continue;
      mark.classList.add("course-mark");
      const record = root.querySelector(`.course-view li[id="${CSS.escape(id)}"]`);
      if (!record) continue;
      mark.title = gettext("{id}: {record}", { id, record: beginning(record) });
      mark.setAttribute("aria-label", mark.title);
    }
  };
  look();
  new MutationObserver(look).observe(root, { childList: true, subtree: true });
}

function beginning(record) {
  const words = record.cloneNode(true);
  for (const other of words.querySelectorAll("summary, .cv-number, sup, .course-fault"))
    other.remove();
  const text = words.textContent.replace(/\s+/g, " ").trim();
  const [sentence] = text.match(/^.{30,}?\.(?= )/) ?? [text];
  return sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)} …` : sentence;
}
