// What is wider than its place says that it can be moved: on a phone nothing else shows it.

import { make } from "./dom.js";
import { gettext } from "./language.js";

// Whatever is drawn below a node, now or later.
export function signWide(root) {
  const known = new WeakSet();
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) sign(target);
  });
  const watch = () => {
    for (const region of root.querySelectorAll(".cv-scroll")) {
      if (!known.has(region)) sizes.observe(region);
      known.add(region);
    }
  };
  watch();
  new MutationObserver(watch).observe(root, { childList: true, subtree: true });
}

function sign(region) {
  const isWide = region.scrollWidth > region.clientWidth + 1;
  const before = region.previousElementSibling;
  const signed = before?.matches(".cv-wide") ? before : null;
  if (!isWide) signed?.remove();
  else if (!signed) {
    const said = gettext("↔ Wider than the screen: move it sideways to see all of it.");
    region.before(make("p", { class: "cv-wide" }, said));
  }
}
