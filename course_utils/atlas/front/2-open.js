// Opens the map so that all of a view is seen, whatever the size of the page.

atlas.open = (id, options, start) => {
  // Of a new size the map hears below alone: Leaflet, which listens too, lets a move that is under way go astray.
  const map = L.map(id, { zoomSnap: 0.25, maxBoundsViscosity: 1, ...options, trackResize: false });
  // The ground and the sketches lie under everything that is more exact, whatever is switched on last.
  map.createPane("ground").style.zIndex = 300;
  for (const pane of ["pictures", "tint", "shading"]) map.createPane(pane).style.zIndex = 310;
  map.createPane("edges").style.zIndex = 320;
  map.createPane("sketches").style.zIndex = 350;
  map.zoomControl?.setPosition("bottomleft");
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);

  const container = map.getContainer();
  leaveScrollingToThePage(map, container);
  let fitted; // the size for which the view was last chosen: none at first where the page is not shown yet
  const limits = map.options.maxBounds;
  const fit = () => {
    fitted = map.getSize();
    map.setMinZoom(0);
    map.fitBounds(start.bounds, { animate: false, padding: [8, 8] });
    map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(limits, true)));
  };
  fit();

  // A page that changes its size keeps the whole view, until the reader or the notebook moves the map.
  const asOpened = position(map);
  let moved = false;
  for (const touch of ["pointerdown", "keydown"]) {
    container.addEventListener(touch, () => (moved = true));
  }
  const follow = () => {
    const { clientWidth, clientHeight } = container;
    if (fitted.equals([clientWidth, clientHeight])) return; // an observer also calls when it begins
    map.stop(); // a move that is under way would go on from where it began in the old size
    map.setMaxBounds(null); // else Leaflet is on its way back inside them while the view is chosen
    map.invalidateSize({ animate: false });
    if (!moved) fit();
    map.panInsideBounds(limits, { animate: false });
    map.setMaxBounds(limits);
    map.fire("followed");
  };

  atlas.listen(map);
  atlas.afterScripts(() => {
    // A page that has just got its size moves the map too: that is not the notebook's wish.
    moved = position(map) !== asOpened && fitted.equals(map.getSize());
    nameMarkers(map);
    atlas.rove(map);
    afterFirstPicture(async () => {
      await atlas.hear();
      container.classList.add("written");
      unfoldWhereThereIsRoom();
      atlas.panel(map);
      atlas.chooseGround?.(map);
      atlas.startTour?.(map);
      map.on("moveend resize", () => atlas.placeLabels(map));
      new ResizeObserver(follow).observe(container);
      fitOnPaper(follow);
    });
  });
  return map;
};

// A browser prints the page at the paper's width and waits for nobody: just before, the map takes a width that fits
// on every paper.
function fitOnPaper(follow) {
  const { classList } = document.documentElement;
  addEventListener("beforeprint", () => {
    classList.add("paper");
    follow();
  });
  addEventListener("afterprint", () => classList.remove("paper"));
}

// A reader who scrolls past a map must get past it: the wheel is the map's after a click in it, as long as the
// mouse stays there, and a single finger scrolls. Two fingers move and zoom the map, as do its buttons and keys.
function leaveScrollingToThePage(map, container) {
  const finger = matchMedia("(pointer: coarse)"); // a mouse is plugged in, a tablet taken off its keys
  const byFinger = () => (finger.matches ? map.dragging.disable() : map.dragging.enable());
  if (finger.matches) byFinger();
  finger.addEventListener("change", byFinger);
  map.scrollWheelZoom.disable();
  container.addEventListener("pointerdown", () => map.scrollWheelZoom.enable());
  container.addEventListener("pointerleave", () => map.scrollWheelZoom.disable());
}

// The signs stand before the names are written: to measure names takes as long as to draw the map.
function afterFirstPicture(write) {
  let written = false;
  const once = () => {
    if (!written) write();
    written = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 400); // a frame that is out of sight draws no picture
}

function unfoldWhereThereIsRoom() {
  const wide = matchMedia("(width >= 600px)");
  const unfold = () => {
    for (const folded of document.querySelectorAll(".panel, .legend")) folded.open = wide.matches;
  };
  unfold();
  wide.addEventListener("change", unfold);
}

function position(map) {
  const { lat, lng } = map.getCenter();
  return `${lat} ${lng} ${map.getZoom()}`;
}

// A marker that the reader added is a button without a name, until its own words give it one.
function nameMarkers(map) {
  map.eachLayer((layer) => {
    const element = layer instanceof L.Marker && layer.getElement();
    if (!element || !layer.options.keyboard || element.hasAttribute("aria-label")) return;
    const words = [layer.options.title, layer.getTooltip()?.getContent()];
    words.push(layer.getPopup()?.getContent());
    const text = words.map(plain).find(Boolean);
    element.setAttribute("aria-label", text ? text.slice(0, 120) : gettext("Added marker"));
  });
}

function plain(content) {
  if (!content || typeof content === "function") return "";
  const holder = document.createElement("template");
  if (typeof content === "string") holder.innerHTML = content;
  else holder.content.append(content.cloneNode(true));
  return holder.content.textContent.trim().replace(/\s+/g, " ");
}

// Each thing that a reader added has a script of its own, which says what it is: one that fails is named, once.
addEventListener("error", ({ message }) => {
  const added = document.currentScript?.dataset.added;
  const needs = document.querySelector(".needs");
  if (added && needs?.textContent.includes(added)) return needs.classList.add("fault");
  const fault = document.createElement("p");
  fault.className = "note fault";
  fault.setAttribute("role", "status");
  fault.textContent = added
    ? gettext("{part} could not be drawn ({message}).", { part: added, message })
    : gettext("A part of this map could not be drawn ({message}).", { message });
  document.querySelector("footer, body").append(fault);
});
