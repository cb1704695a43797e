// A line that is drawn before the numbers are shown: by pointer in the picture, or by one slider for each date.
// Once the guess is kept, lay() draws the numbers over it and gives both as a table.

import { drag } from "./drag.js";
import { freshId, make } from "../../front/dom.js";
import { gettext, spoken } from "../../front/language.js";
import { draw } from "./map.js";

export function sketch(question, response) {
  const { unit, start, points, years, step, scale } = question;
  const most = step * (scale.length - 1);
  const across = (at) => percent(spoken.dir === "rtl" ? 1 - at : at);
  const down = (value) => percent(1 - value / most);
  let made = response != null && points.every(({ id }) => id in response);
  let shown = false; // the numbers: then nothing is guessed any more

  const rows = points.map(({ id, text }) => {
    const input = make("input", { type: "range", min: 0, max: most, step, id: freshId("sketch") });
    input.value = made ? response[id] : Math.round(start.value / step) * step;
    input.addEventListener("input", () => set(input, input.value));
    const label = make("label", { for: input.id, dir: "auto" }, text);
    const said = make("output", { for: input.id });
    return { input, said, node: make("div", { class: "cq-sketch-row" }, label, input, said) };
  });
  const guess = draw("g", { class: "cq-sketch-guess" });
  const numbers = draw("g", { class: "cq-sketch-numbers" });
  const picture = draw(
    "svg",
    { class: "cq-sketch-picture", "aria-hidden": "true", focusable: "false" },
    ...axes({ years, scale, across }),
    guess,
    numbers,
  );
  const pictured = make("div", { class: "cq-sketch-plot" }, picture);
  const sliders = make("div", { class: "cq-sketch-rows" }, ...rows.map(({ node }) => node));
  const help = make(
    "p",
    {},
    gettext("Draw in the picture, or move the slider of each date. Unit: {unit}.", { unit }),
  );
  const given = make(
    "p",
    { dir: "auto" },
    gettext("Given: {when}, {number}.", { when: start.text, number: start.number }),
  );
  const told = make("div", { class: "cq-sketch-told", hidden: true });
  const node = make("div", { class: "cq-sketch" }, help, given, pictured, sliders, told);

  const set = (input, value) => {
    made = true;
    input.value = value;
    refresh();
  };
  const refresh = () => {
    const line = [start, ...points.map((one, n) => ({ ...one, value: +rows[n].input.value }))];
    const places = line.map(({ at, value }) => [across(at), down(value)]);
    guess.replaceChildren(
      ...segments(places),
      ...places.slice(1).map(([cx, cy]) => draw("circle", { cx, cy, r: 6 })),
      ...(shown ? [] : places.slice(1)).map(([cx, cy]) =>
        draw("circle", { class: "cq-sketch-hold", cx, cy, r: 22 }),
      ),
    );
    const [cx, cy] = places[0];
    if (!shown) numbers.replaceChildren(draw("circle", { cx, cy, r: 5 }));
    for (const { input, said } of rows) {
      const words = scale[input.value / step];
      said.textContent = words;
      input.setAttribute("aria-valuetext", `${words} ${unit}`);
    }
  };
  const reach = ({ clientX, clientY }) => {
    if (shown) return;
    const box = picture.getBoundingClientRect();
    const share = (clientX - box.left) / box.width;
    const at = spoken.dir === "rtl" ? 1 - share : share;
    const away = points.map((one) => Math.abs(one.at - at));
    const { input } = rows[away.indexOf(Math.min(...away))];
    const value = (1 - (clientY - box.top) / box.height) * most;
    set(input, Math.round(value / step) * step);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  // A finger that is put down beside the points scrolls the page; a mouse draws from anywhere.
  let held = false;
  picture.addEventListener("pointerdown", ({ pointerType, target }) => {
    held = pointerType !== "touch" || target.matches(".cq-sketch-hold");
  });
  picture.addEventListener("click", reach);
  drag(picture, picture, { moved: (pointer) => held && reach(pointer) });

  const lay = (real, saved) => {
    shown = true;
    rows.forEach(({ input }, n) => (input.value = saved[points[n].id]));
    made = true;
    help.hidden = given.hidden = sliders.hidden = true;
    const places = real.rows.map(({ at, value }) => [across(at), down(value)]);
    numbers.replaceChildren(
      ...segments(places),
      ...places.map(([cx, cy]) => draw("circle", { cx, cy, r: 4 })),
    );
    refresh();
    told.hidden = false;
    told.replaceChildren(
      make("p", {}, gettext("Dashed: your guess. Full line: the numbers. Unit: {unit}.", { unit })),
      tableOf(real, (id) => scale[saved[id] / step], unit),
    );
  };
  refresh();
  const read = () =>
    made ? Object.fromEntries(points.map(({ id }, n) => [id, +rows[n].input.value])) : null;
  return { node, read, lay };
}

function axes({ years, scale, across }) {
  const end = scale.length - 1;
  const parts = [4, 5, 3, 2].find((count) => end % count === 0) ?? 1; // so that each mark is a whole step
  const marks = [...Array(parts + 1).keys()].map((n) => (n * end) / parts);
  const rtl = spoken.dir === "rtl";
  return [
    ...marks.flatMap((mark) => {
      const y = percent(1 - mark / end);
      const beside = rtl
        ? { x: "100%", dx: 8, "text-anchor": "start" }
        : { x: 0, dx: -8, "text-anchor": "end" };
      return [
        draw("line", { class: "cq-sketch-grid", x1: 0, x2: "100%", y1: y, y2: y }),
        draw("text", { ...beside, y, dy: 4 }, scale[mark]),
      ];
    }),
    draw(
      "g",
      { class: "cq-sketch-years" },
      ...years.map(({ text, at }) =>
        draw("text", { x: across(at), y: "100%", dy: 20, "text-anchor": "middle" }, text),
      ),
    ),
  ];
}

function segments(places) {
  return places.slice(1).map(([x2, y2], n) => {
    const [x1, y1] = places[n];
    return draw("line", { x1, y1, x2, y2 });
  });
}

function tableOf({ title, rows }, guessed, unit) {
  const head = [
    gettext("When"),
    gettext("Your guess"),
    gettext("Number"),
    ...(rows.some(({ note }) => note) ? [gettext("Note")] : []),
  ];
  const cells = rows.map(({ id, number, note }) => [guessed(id) ?? "–", number, note ?? ""]);
  const body = cells.map((row, n) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("span", { dir: "auto" }, rows[n].text)),
      ...row
        .slice(0, head.length - 1)
        .map((cell) => make("td", {}, make("span", { dir: "auto" }, cell))),
    ),
  );
  return make(
    "details",
    {},
    make("summary", {}, gettext("Your guess and the numbers as a table")),
    make(
      "table",
      {},
      make("caption", { dir: "auto" }, `${title} (${unit})`),
      make("thead", {}, make("tr", {}, ...head.map((one) => make("th", { scope: "col" }, one)))),
      make("tbody", {}, ...body),
    ),
  );
}

function percent(share) {
  return `${(share * 100).toFixed(2)}%`;
}
