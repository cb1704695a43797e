// The map without a mouse: Enter and Space open a popup, Escape closes it and goes back to where it was opened.

atlas.listen = (map) => {
  let opener;
  let opened;

  map.getContainer().addEventListener("keydown", (event) => {
    const marker = event.target.closest?.(".leaflet-marker-icon");
    if (event.key === " " && marker) {
      event.preventDefault();
      marker.click();
    }
    if (event.key === "Escape") map.closePopup();
  });

  map.on("popupopen", ({ popup }) => {
    const element = popup.getElement();
    if (element.querySelector(".card")) {
      Object.assign(popup.options, atlas.cardOptions());
      popup.update();
    }
    map.getContainer().classList.add("reading");
    opener = popup._source?.getElement?.();
    opened = popup;
    element.setAttribute("role", "dialog");
    element.setAttribute(
      "aria-label",
      element.querySelector("h2")?.textContent ?? "About this marker",
    );
    element.tabIndex = -1;
    // What is unfolded makes the popup longer: it keeps inside the map.
    for (const folded of element.querySelectorAll("details")) {
      // Not popup.update(): that would write the popup anew, with everything folded again.
      // A browser tells of it later, when the popup may be closed already.
      folded.addEventListener("toggle", () => {
        if (popup.isOpen()) refit(popup);
        keepInside(map, popup);
      });
    }
    element.focus({ preventScroll: true });
  });

  // The map also changes its size when its names are first written: what was opened before stays open.
  map.on("followed", () => {
    if (opened) refit(opened);
  });

  map.on("moveend", () => opened && keepInside(map, opened));

  const goBack = comingBack(map);

  map.on("popupclose", ({ popup }) => {
    const left = popup.getElement();
    opened = null;
    setTimeout(() => opened || goBack()); // another card may be on its way
    map.getContainer().classList.remove("reading");
    if (
      !left ||
      left.contains(document.activeElement) ||
      document.activeElement === document.body
    ) {
      opener?.focus?.({ preventScroll: true });
    }
  });
};

// To make room for a card the map moves by itself: this gives the function that brings back what was seen before,
// unless the reader has moved the map meanwhile.
function comingBack(map) {
  let home = null;
  const forget = () => (home = null);
  map.on("autopanstart", () => (home ??= map.getCenter()));
  map.on("dragstart zoomstart", forget);
  map.getContainer().addEventListener("keydown", ({ key, target }) => {
    if (key.startsWith("Arrow") && !target.closest(".leaflet-popup")) forget();
  });
  map.on("moveend", () => {
    if (home && map.latLngToLayerPoint(home).distanceTo(map.latLngToLayerPoint(map.getCenter())) < 1) forget();
  });
  return () => home && map.panTo(home, { animate: !stillness.matches });
}

function refit(popup) {
  resize(popup, atlas.cardOptions().maxHeight);
  popup._adjustPan();
}

function resize(popup, maxHeight) {
  popup.options.maxHeight = maxHeight;
  popup._updateLayout();
  popup._updatePosition();
}

// At the edge of the land the map moves no further: what does not fit is scrolled to instead.
function keepInside(map, popup) {
  if (map._panAnim?._inProgress || !popup.isOpen()) return;
  const top = map.getContainer().getBoundingClientRect().top + 4;
  const over = top - popup.getElement().getBoundingClientRect().top;
  if (over > 0) resize(popup, Math.max(120, popup._contentNode.offsetHeight - over));
}
