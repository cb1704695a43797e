// The panel beside the map: layers that can be switched, and the period of time. No kernel is needed.

// Never together: a people must not be read as the owner of a route.
const APART = {
  communities: ["routes", "unsure-routes"],
  routes: ["communities"],
  "unsure-routes": ["communities"],
};

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
  const settle = () => {
    time.hidden = !isOn("events") && !isOn("control");
    atlas.retold.forEach((retell) => retell(map));
    atlas.placeLabels(map);
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      map.closePopup();
      const off = box.checked ? (APART[box.dataset.layer] ?? []).filter(isOn) : [];
      for (const name of off) set(name, false);
      set(box.dataset.layer, box.checked);
      said.textContent = off.length
        ? `${off.map((name) => title(boxOf(name))).join(" and ")} switched off: routes and communities are never shown together.`
        : "";
      settle();
    });
  }
  watchTime(map, time, settle);
  settle();
};

function title(box) {
  return box.labels[0].textContent.trim();
}

function watchTime(map, time, settle) {
  const [now] = time.getElementsByClassName("now");
  const ends = Object.fromEntries(
    [...time.querySelectorAll("[data-end]")].map((input) => [input.dataset.end, input]),
  );
  const steps = [...time.querySelectorAll("[data-step]")];
  const last = atlas.story.length;

  const tell = () => {
    const latest = within(atlas.upto - 1) ? atlas.story[atlas.upto - 1] : null;
    now.textContent = latest
      ? `${latest.when}: ${latest.title} (${latest.where || "no place named"}). `
      : "No event is recorded for this period. ";
    now.append(words("span", `Shown: ${atlas.upto - atlas.from} of ${last} events.`));
    const from = atlas.story[atlas.from]?.when ?? "after the last event";
    const upto = atlas.story[atlas.upto - 1]?.when ?? "before the first event";
    for (const [name, date] of Object.entries({ from, upto })) {
      ends[name].value = atlas[name];
      ends[name].setAttribute("aria-valuetext", date);
      ends[name].labels[0].querySelector(".date").textContent = date;
    }
    for (const button of steps) {
      const stuck = button.dataset.step === "1" ? atlas.upto === last : atlas.upto === 0;
      button.setAttribute("aria-disabled", String(stuck));
    }
  };
  const move = (name, value) => {
    map.closePopup();
    atlas[name] = Math.max(0, Math.min(last, value));
    if (atlas.from > atlas.upto) atlas[name === "from" ? "upto" : "from"] = atlas[name];
    tell();
    settle();
  };

  for (const [name, input] of Object.entries(ends)) {
    input.addEventListener("input", () => move(name, Number(input.value)));
  }
  for (const button of steps) {
    button.addEventListener("click", () => move("upto", atlas.upto + Number(button.dataset.step)));
  }
  tell();
}
