// Time as a line on which each day is as long as another; years in which nothing began are folded.

const DAY = 24 * 60 * 60 * 1000; // ms
const LONG = 3 * 365; // from so many days on, a time in which nothing begins is folded
const FOLDED = 100; // as long as so many days it is drawn then
const APART = 34; // px from the middle of a written year to that of the next

// `at` gives the place of a day on the line of a story, from 0 to `last`, and `day` the day at a place. Days are texts
// such as 2022-07-19. The line begins a day before the first event and ends a day after the last.
atlas.lineOfDays = (story) => {
  const days = [...new Set(story.flatMap(({ first, begun, last }) => [first, begun, last]))].sort();
  const [first, final] = [days[0], days.at(-1)];
  const knots = [{ day: numbered(first) - 1, at: 0 }];
  const folds = [];
  for (const day of [...days.map(numbered), numbered(final) + 1]) {
    const before = knots.at(-1);
    const long = day - before.day;
    const at = before.at + (long > LONG ? FOLDED : long);
    if (long > LONG) folds.push({ from: before, to: { day, at } });
    knots.push({ day, at });
  }
  const between = (value, given, sought) => {
    const after = knots.findIndex((knot) => knot[given] >= value);
    if (after < 1) return knots.at(after)[sought]; // before the line, or behind it
    const [one, other] = [knots[after - 1], knots[after]];
    const share = (value - one[given]) / (other[given] - one[given]);
    return Math.round(one[sought] + share * (other[sought] - one[sought]));
  };
  const [begin, end] = [knots[0], knots.at(-1)].map(({ day }) => written(day));
  return {
    ...{ begin, first, final, end, folds },
    last: knots.at(-1).at,
    at: (day) => between(numbered(day), "day", "at"),
    day: (at) => written(between(at, "at", "day")),
    words: (day) => {
      if (day <= begin) return gettext("before the first event");
      if (day >= end) return gettext("after the last event");
      const [year, month, date] = day.split("-").map(Number);
      return gettext("{day} {month} {year}", { day: date, month: atlas.months[month - 1], year });
    },
  };
};

// The same day some months later, or the last one of a shorter month.
function monthsLater(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return written(Date.UTC(year, month - 1 + months, Math.min(date, length)) / DAY);
}

// What is drawn between the two ends of the time: a stroke for each event, folded years dotted, and years in figures.
atlas.ruler = (ruler, line, days) => {
  const strokes = days.map((day) => `M${line.at(day)} 0v10`).join("");
  const dots = line.folds.map(({ from, to }) => `M${from.at} 5H${to.at}`).join("");
  const picture = document.createElement("template");
  picture.innerHTML =
    `<svg viewBox="0 0 ${line.last} 10" preserveAspectRatio="none" aria-hidden="true">` +
    `<path class="folds" d="${dots}"/><path class="ticks" d="${strokes}"/></svg>`;
  const years = words("span", "", "years");
  ruler.replaceChildren(picture.content, years);
  const known = yearsOf(line);
  new ResizeObserver(() => {
    const wide = ruler.clientWidth / line.last;
    const fitting = [];
    for (const one of known) {
      if (fitting.every(({ at }) => Math.abs(at - one.at) * wide >= APART)) fitting.push(one);
    }
    const spans = fitting.map(({ year, at }) => {
      const span = words("span", year);
      span.style.insetInlineStart = `${(100 * at) / line.last}%`;
      return span;
    });
    years.replaceChildren(...spans);
  }).observe(ruler);
};

// The year of the first event, and those that begin on the line, the last first: as they are given room.
function yearsOf(line) {
  const found = [{ year: Number(line.first.slice(0, 4)), at: line.at(line.first) }];
  for (let year = Number(line.end.slice(0, 4)); `${year}-01-01` > line.first; year -= 1) {
    const day = numbered(`${year}-01-01`);
    if (line.folds.some(({ from, to }) => from.day < day && day < to.day)) continue;
    found.push({ year, at: line.at(written(day)) });
  }
  return found;
}

function numbered(day) {
  return Date.parse(day) / DAY;
}

function written(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}
