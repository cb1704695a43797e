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

// Each end of the time stops at every event: the start at its first day, the other where it has begun for certain.
function watchTime(map, time, settle) {
  const [now] = time.getElementsByClassName("now");
  const ends = Object.fromEntries(
    [...time.querySelectorAll("[data-end]")].map((input) => [input.dataset.end, input]),
  );
  const steps = [...time.querySelectorAll("[data-step]")];
  const begun = [...atlas.story].sort((one, other) => one.begun.localeCompare(other.begun));
  const stops = {
    from: [
      ...atlas.story.map(({ first: day, when }) => ({ day, when })),
      { day: "9999-12-31", when: "after the last event" },
    ],
    upto: [
      { day: "0000-01-01", when: "before the first event" },
      ...begun.map(({ begun: day, when }) => ({ day, when })),
    ],
  };
  const last = atlas.story.length;
  // Where the sliders stand for the time that was asked for; without one, they hold all events.
  const asked = atlas.time;
  const at = {
    from: asked.from ? stops.from.findIndex(({ day }) => day >= asked.from.day) : 0,
    upto: asked.upto ? stops.upto.findLastIndex(({ day }) => day <= asked.upto.day) : last,
  };
  atlas.time = { from: asked.from ?? stops.from[at.from], upto: asked.upto ?? stops.upto[at.upto] };

  const tell = () => {
    const shown = atlas.story.filter((_, number) => within(number));
    atlas.latest = begun.slice(0, at.upto).findLast((event) => shown.includes(event));
    const { latest } = atlas;
    now.textContent = latest
      ? `${latest.when}: ${latest.title} (${latest.where || "no place named"}). `
      : shown.length
        ? ""
        : "No event is recorded for this period. ";
    now.append(words("span", `Shown: ${shown.length} of ${last} events.`));
    for (const [name, { when }] of Object.entries(atlas.time)) {
      ends[name].value = at[name];
      ends[name].setAttribute("aria-valuetext", when);
      ends[name].labels[0].querySelector(".date").textContent = when;
    }
    for (const button of steps) {
      const stuck = button.dataset.step === "1" ? at.upto === last : at.upto === 0;
      button.setAttribute("aria-disabled", String(stuck));
    }
  };
  const put = (name, place) => {
    at[name] = Math.max(0, Math.min(last, place));
    atlas.time[name] = stops[name][at[name]];
  };
  const move = (name, place) => {
    map.closePopup();
    put(name, place);
    // The end that would be passed goes along, so that the event moved to is shown.
    if (atlas.time.from.day > atlas.time.upto.day) {
      if (name === "from") put("upto", begun.indexOf(atlas.story[at.from]) + 1 || last);
      else put("from", Math.max(0, atlas.story.indexOf(begun[at.upto - 1])));
    }
    tell();
    settle();
  };

  for (const [name, input] of Object.entries(ends)) {
    input.addEventListener("input", () => move(name, Number(input.value)));
  }
  for (const button of steps) {
    button.addEventListener("click", () => move("upto", at.upto + Number(button.dataset.step)));
  }
  tell();
}
