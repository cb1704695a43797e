// The time under the map: its two ends move in days over the events; what changed is said in words; it can play.

const PACE = 1500; // ms for each event while time plays
const TITLES = 2; // of so many events that came along, the titles are told

function watchTime(map, time, settle) {
  const [now] = time.getElementsByClassName("now");
  const ends = Object.fromEntries(
    [...time.querySelectorAll("[data-end]")].map((input) => [input.dataset.end, input]),
  );
  const steps = [...time.querySelectorAll("[data-step]")];
  const line = atlas.lineOfDays(atlas.story);
  const begun = [...atlas.story].sort((one, other) => one.begun.localeCompare(other.begun));
  const last = atlas.story.length;
  // Days with something: at the start an event's first day, at the other end that on which it has begun for certain.
  const stops = {
    from: [...new Set(atlas.story.map(({ first }) => first)), line.end],
    upto: [line.begin, ...new Set(begun.map((event) => event.begun))],
  };
  const limits = { from: [line.first, line.end], upto: [line.begin, line.final] };
  const named = (day) => ({ day, when: line.words(day) });
  const asked = atlas.time; // without a time that was asked for, the ends hold all events
  atlas.time = { from: asked.from ?? named(line.first), upto: asked.upto ?? named(line.final) };
  for (const [name, input] of Object.entries(ends))
    [input.min, input.max] = limits[name].map(line.at);
  atlas.ruler(time.querySelector(".days"), line, stops.upto.slice(1));

  const next = (name, by) =>
    by > 0
      ? stops[name].find((day) => day > atlas.time[name].day)
      : stops[name].findLast((day) => day < atlas.time[name].day);
  const tell = (said = "") => {
    const shown = atlas.story.filter((_, number) => atlas.within(number));
    const { upto } = atlas.time;
    atlas.latest = begun.findLast((one) => one.begun <= upto.day && shown.includes(one));
    now.textContent = atlas.latest ? gettext("{when}: {title} ({where}).", atlas.latest) : "";
    if (!shown.length) now.textContent = gettext("No event is recorded for this period.");
    const counted = ngettext(
      "Shown: {shown} of {count} events.",
      "Shown: {shown} of {count} events.",
      last,
      { shown: shown.length },
    );
    now.append(now.textContent && " ", words("span", counted));
    if (said) now.append(" ", words("span", said, "changed"));
    for (const [name, { day, when }] of Object.entries(atlas.time)) {
      ends[name].value = line.at(day);
      ends[name].setAttribute("aria-valuetext", when);
      ends[name].labels[0].querySelector(".date").textContent = when;
    }
    for (const button of steps) {
      const stuck = !next("upto", Number(button.dataset.step));
      button.setAttribute("aria-disabled", String(stuck));
    }
  };
  const put = (name, day) => {
    const [least, most] = limits[name];
    atlas.time[name] = named(day < least ? least : day > most ? most : day);
  };
  const move = (name, day, before = { ...atlas.time }) => {
    if (!day) return;
    map.closePopup();
    put(name, day);
    // The end that would be passed goes along, so that the event moved to is shown.
    if (atlas.time.from.day > atlas.time.upto.day) {
      if (name === "from")
        put("upto", atlas.story.find(({ first }) => first === day)?.begun ?? day);
      else put("from", begun.find((event) => event.begun === day)?.first ?? day);
    }
    tell(whatChanged(before, name));
    settle();
  };

  atlas.tellUntil = (day) => {
    pause();
    put("from", line.first);
    put("upto", day);
    tell();
    settle();
  };

  const pause = playing(time, now, () => {
    if (!next("upto", 1)) put("upto", atlas.time.from.day);
    return () => {
      move("upto", next("upto", 1));
      return Boolean(next("upto", 1));
    };
  });
  map.on("popupopen", pause); // what plays on would close what is being read
  for (const [name, input] of Object.entries(ends)) {
    let held; // the time from which a hand pulls an end away
    input.addEventListener("pointerdown", () => (held = { ...atlas.time }));
    for (const done of ["change", "pointerup"]) {
      input.addEventListener(done, () => (held = undefined));
    }
    input.addEventListener("input", () => {
      pause();
      move(name, line.day(Number(input.value)), held);
    });
    input.addEventListener("keydown", (event) => {
      const by = wayOf(event.key);
      if (!by) return;
      event.preventDefault();
      pause();
      const { day } = atlas.time[name];
      move(name, event.key.startsWith("Page") ? monthsLater(day, by) : next(name, by));
    });
  }
  for (const button of steps) {
    button.addEventListener("click", () => {
      pause();
      move("upto", next("upto", Number(button.dataset.step)));
    });
  }
  tell();
}

// Whether a key goes on or back in time. Arrows come to the next day with something, Page keys go a month.
function wayOf(key) {
  const right = document.dir === "rtl" ? -1 : 1;
  const ways = { ArrowRight: right, ArrowLeft: -right, ArrowUp: 1, ArrowDown: -1 };
  return { ...ways, PageUp: 1, PageDown: -1 }[key];
}

// What another time shows more and less than that before, in a sentence: events, and places that were taken or left.
function whatChanged(before, name) {
  const within = ({ first, last }, { from, upto }) => first <= upto.day && last >= from.day;
  const [came, went] = [
    [atlas.time, before],
    [before, atlas.time],
  ].map(([one, other]) =>
    atlas.story.filter((event) => within(event, one) && !within(event, other)),
  );
  const news = [];
  const more = came.length;
  if (more) news.push(ngettext("{count} event more", "{count} events more", more));
  if (went.length) news.push(ngettext("{count} event fewer", "{count} events fewer", went.length));
  if (!news.length) news.push(gettext("no other event"));
  const others = came.filter((event) => event !== came.at(-1));
  if (others.length && others.length <= TITLES) {
    const titles = listed(others.map(({ title }) => title));
    news.push(gettext("one of them: {title}", { title: titles }));
  }
  for (const { id, event, taken } of atlas.changes) {
    if (!came.includes(atlas.story[event])) continue;
    const { short } = atlas.changed[id];
    news.push(taken ? gettext("{short} taken", { short }) : gettext("{short} left", { short }));
  }
  const told = { date: before[name].when, news: listed(news) };
  return name === "upto" && atlas.time.upto.day > before.upto.day
    ? gettext("Since {date}: {news}.", told)
    : gettext("Compared with {date}: {news}.", told);
}

// Time plays by itself until it is paused, moved by hand, or over; `begin` gives what goes on by one event and says
// whether there are more. What is shown is not read aloud meanwhile.
function playing(time, now, begin) {
  const [button] = time.getElementsByClassName("play");
  let clock = null;
  const stop = () => {
    clearInterval(clock);
    clock = null;
    button.textContent = gettext("Play");
    now.ariaLive = null;
  };
  button.addEventListener("click", () => {
    if (clock) return stop();
    const step = begin();
    now.ariaLive = "off";
    button.textContent = gettext("Pause");
    clock = setInterval(() => (!time.hidden && step()) || stop(), PACE);
  });
  return stop;
}
