// Maps of a page to read are loaded when they come near: the first question does not wait for them.

import { gettext } from "./static/language.js";

const MISSED = gettext("The map could not be loaded. Its places stand below it in words.");
const watch = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) show(target);
  },
  { rootMargin: "600px" },
);
for (const frame of document.querySelectorAll("iframe[data-map]")) watch.observe(frame);

async function show(frame) {
  watch.unobserve(frame);
  try {
    const answer = await fetch(frame.dataset.map);
    if (!answer.ok) throw new Error(answer.statusText);
    // Not by its address: a frame that may do nothing to this page has no service worker, so no map without a network.
    frame.srcdoc = await answer.text();
  } catch {
    frame.srcdoc = `<p>${MISSED}</p>`;
    addEventListener("online", () => show(frame), { once: true });
  }
}
