// The panel beside the map: layers that can be switched, and the period of time. No kernel is needed.

atlas.panel = (map) => {
  const boxes = [...document.querySelectorAll("[data-layer]")];
  const time = document.querySelector(".time");
  const said = document.querySelector(".said");
  const boxOf = (name) => boxes.find((box) => box.dataset.layer === name);
  const isOn = (name) => Boolean(boxOf(name)?.checked);

  const set = (name, on) => {
    boxOf(name).checked = on;
    on ? map.addLayer(atlas.switches[name]) : map.removeLayer(atlas.switches[name]);
  };
  const elsewhere = listElsewhere();
  const settle = () => {
    time.hidden = !boxes.some((box) => box.checked && "timed" in box.dataset);
    atlas.retold.forEach((retell) => retell(map));
    elsewhere(map);
    atlas.placeLabels(map);
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      map.closePopup();
      const off = box.checked ? (atlas.apart[box.dataset.layer] ?? []).filter(isOn) : [];
      for (const name of off) set(name, false);
      set(box.dataset.layer, box.checked);
      const titles = off.map((name) => boxOf(name).dataset.title);
      said.textContent = off.length
        ? ngettext(
            "{names} switched off: never shown together with {name}.",
            "{names} switched off: never shown together with {name}.",
            off.length,
            { names: listed(titles, "conjunction"), name: box.dataset.title },
          )
        : "";
      settle();
    });
  }
  watchTime(map, time, settle);
  settle();
};

// Events that the map cannot show, since they have no place on it: listed beside it while events are shown.
function listElsewhere() {
  const list = document.querySelector(".elsewhere");
  const [summary, entries] = list.children;
  const all = () => atlas.story.filter(({ at }, number) => !at.length && atlas.within(number));
  const fill = () => list.open && entries.replaceChildren(...all().map(eventDetails));
  list.addEventListener("toggle", fill);
  return (map) => {
    const count = all().length;
    list.hidden = !count || !atlas.happened || !map.hasLayer(atlas.happened);
    summary.textContent = ngettext(
      "{count} event without a place on this map",
      "{count} events without a place on this map",
      count,
    );
    fill();
  };
}
