// The map without a mouse: Enter and Space open a popup, Escape closes it and goes back to where it was opened.

atlas.listen = (map) => {
  let opener;

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
    element.setAttribute("role", "dialog");
    element.setAttribute(
      "aria-label",
      element.querySelector("h2")?.textContent ?? "About this marker",
    );
    element.tabIndex = -1;
    // What is unfolded makes the popup longer: it keeps inside the map.
    for (const folded of element.querySelectorAll("details")) {
      // Not popup.update(): that would write the popup anew, with everything folded again.
      folded.addEventListener("toggle", () => {
        popup._updateLayout();
        popup._updatePosition();
        popup._adjustPan();
      });
    }
    element.focus({ preventScroll: true });
  });

  map.on("popupclose", ({ popup }) => {
    const left = popup.getElement();
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
