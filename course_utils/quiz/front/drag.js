// What is held by a mouse, a pen or a finger and moved: the page goes on at its edges while it is held there.

const EDGE = 56; // px from the edge of what is seen
const PACE = 10; // px a frame

// moved(pointer) is called while `part` is held by its handle, dropped(pointer) where it is let go of; a finger that
// begins to scroll lets go without a word.
export function drag(handle, part, { moved, dropped = () => {}, ended = () => {} }) {
  let pointer = null;
  const held = (on) => part.classList.toggle("cq-held", on);
  const onward = (scroller) => {
    if (!pointer) return;
    const { top, bottom } = seen(scroller);
    const by = pointer.clientY < top + EDGE ? -PACE : pointer.clientY > bottom - EDGE ? PACE : 0;
    const before = scroller.scrollTop;
    if (by) scroller.scrollTop += by;
    if (scroller.scrollTop !== before) moved(pointer);
    requestAnimationFrame(() => onward(scroller));
  };
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (event.pointerType !== "touch") event.preventDefault(); // no text is selected
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("gotpointercapture", () => held(true));
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const first = !pointer;
    pointer = event;
    moved(event);
    if (first) onward(scrollerOf(part));
  });
  handle.addEventListener("pointerup", (event) => pointer && dropped(event));
  handle.addEventListener("lostpointercapture", () => {
    pointer = null;
    held(false);
    ended();
  });
}

function scrollerOf(node) {
  for (let one = node.parentElement; one; one = one.parentElement)
    if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight)
      return one;
  return document.scrollingElement;
}

function seen(scroller) {
  if (scroller === document.scrollingElement) return { top: 0, bottom: innerHeight };
  return scroller.getBoundingClientRect();
}
