// The map without a mouse: Enter and Space open a popup, Escape closes it and goes back to where it was opened.

atlas.listen = (map) => {
  let opener;
  let opened;
  let returning;

  // A card is measured before the map moves for it: by its height without a limit, the map would go far past it.
  L.Popup.mergeOptions({ autoPan: false });

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
    const isCard = element.querySelector(".card");
    if (isCard) Object.assign(popup.options, atlas.cardOptions());
    popup.options.autoPan = !(isCard && atlas.asSheet(map, popup));
    popup.update();
    if (!popup.options.autoPan) showAbove(map, popup);
    map.getContainer().classList.add("reading");
    opener = popup._source?.getElement?.();
    opened = popup;
    element.setAttribute("role", "dialog");
    element.setAttribute(
      "aria-label",
      element.querySelector("h2")?.textContent ?? gettext("About this marker"),
    );
    element.tabIndex = -1;
    element
      .querySelector(".leaflet-popup-close-button")
      ?.setAttribute("aria-label", gettext("Close popup"));
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
    popup.options.autoPan = false;
    // Another card may be on its way. One return is enough for many cards: each writes all names of the map anew.
    clearTimeout(returning);
    returning = setTimeout(() => opened || goBack());
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
// unless the reader has moved the map meanwhile ("moved" says that somebody else has).
function comingBack(map) {
  let home = null; // kept while only cards move the map, so that nothing adds up
  let away = false;
  const forget = () => {
    home = null;
    away = false;
  };
  map.on("autopanstart", () => {
    home ??= map.getCenter();
    away = true;
  });
  map.on("dragstart zoomstart moved", forget);
  map.getContainer().addEventListener("keydown", ({ key, target }) => {
    if (key.startsWith("Arrow") && !target.closest(".leaflet-popup")) forget();
  });
  return () => {
    if (!away) return;
    away = false;
    map.stop(); // a move that has only just begun would go on, since it is no way back from there
    map.panTo(home, { animate: !stillness.matches });
  };
}

// What a sheet is about stays in sight: only where the sheet reaches into the map does the map move for it.
function showAbove(map, popup) {
  const { bottom } = map.getContainer().getBoundingClientRect();
  const covered = Math.max(0, bottom - popup.getElement().getBoundingClientRect().top);
  const room = { paddingTopLeft: [24, 24], paddingBottomRight: [24, covered + 24] };
  map.fire("autopanstart").panInside(popup.getLatLng(), room);
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
