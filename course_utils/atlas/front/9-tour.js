// A told path: in each step the map goes to its places and shows what had happened by its date.

const NEAR = 6.5; // how near one place is looked at

atlas.tour = ({ steps, cited }) => {
  const beads = L.layerGroup();
  atlas.startTour = (map) => {
    Object.assign(atlas.cited, cited);
    walk(map, steps, beads);
  };
  return beads;
};

function walk(map, steps, beads) {
  const panel = document.querySelector(".tour");
  const [told] = panel.getElementsByClassName("told");
  const [rests] = panel.getElementsByClassName("rests");
  const [where] = panel.getElementsByClassName("place-in-tour");
  const buttons = [...panel.querySelectorAll("[data-by]")];
  const whole = map.getBounds();
  let at = 0;

  const look = (animate) => {
    map.fire("moved");
    const points = steps[at].at.map(([, ...point]) => point);
    const [bounds, options] = points.length
      ? [L.latLngBounds(points), { maxZoom: NEAR, padding: [60, 50] }]
      : [whole, {}];
    if (animate && !stillness.matches) map.flyToBounds(bounds, { ...options, duration: 0.8 });
    else map.fitBounds(bounds, { ...options, animate: false });
  };
  const show = (animate) => {
    const step = steps[at];
    map.closePopup();
    told.replaceChildren(step.when && words("b", step.when), " ", step.says);
    where.textContent = gettext("Step {number} of {count}", {
      number: at + 1,
      count: steps.length,
    });
    const records = words("details", "");
    records.append(words("summary", gettext("What this rests on")));
    records.append(...step.events.map((number) => eventDetails(atlas.story[number])));
    if (step.sources.length) records.append(sourceList(step.sources));
    rests.replaceChildren(records);
    for (const button of buttons) {
      const to = at + Number(button.dataset.by);
      button.setAttribute("aria-disabled", String(!(to in steps)));
    }
    string(beads, steps, at);
    if (step.day) atlas.tellUntil(step.day);
    else atlas.placeLabels(map);
    look(animate);
  };
  const go = (by) => {
    if (!(at + by in steps)) return;
    at += by;
    show(true);
  };

  for (const button of buttons)
    button.addEventListener("click", () => go(Number(button.dataset.by)));
  panel.addEventListener("keydown", (event) => {
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    go(event.key === forward ? 1 : -1);
  });
  map.on("followed", () => look(false));
  show(false);
}

// A ring round each place of the path so far, with the number of the last step there; no line joins them.
function string(beads, steps, at) {
  beads.clearLayers();
  const last = new Map();
  steps.slice(0, at + 1).forEach((step, number) => {
    for (const [id, ...point] of step.at) last.set(id, { number, point });
  });
  for (const label of atlas.labels) label.must = label.told ? label.told.must : label.must;
  for (const [id, { number, point }] of last) {
    const bead = words("b", number + 1);
    const icon = L.divIcon({
      className: number === at ? "bead now-told" : "bead",
      iconSize: [36, 36],
      html: bead,
    });
    L.marker(point, { icon, interactive: false, keyboard: false, zIndexOffset: -100 }).addTo(beads);
    const label = atlas.labels.find(({ marker }) => marker === atlas.markers[id]);
    if (!label) continue;
    label.told ??= { must: label.must };
    Object.assign(label, { symbol: 20, must: label.must || number === at });
  }
}
