// Who is learning on a page to read, and what can be done with their answers: handed in, brought back, deleted.

import { Attempts } from "./attempts.js";
import { keepForLater } from "./offline.js";
import { opened, parcel } from "./parcel.js";
import { gettext, ngettext } from "./static/language.js";

const told = document.getElementById("page-told").dataset;
const BROKEN = gettext(
  "This is not a whole file of this course. Nothing was taken from it: make it again, then bring it back.",
);
const NOT_KEPT = gettext(
  "Not kept: this browser could not store it. Free some space, then try again.",
);

async function draw() {
  const [attempts, { make }, names] = await Promise.all([
    Attempts.open(),
    ...["dom", "naming"].map((name) => import(`./${told.extension}/${name}.js`)),
  ]);
  const who = make("section", {
    class: "page-learner course-controls",
    "aria-label": gettext("Who is learning"),
  });
  const work = make("section", {
    class: "page-work course-controls",
    "aria-labelledby": "page-work",
  });
  const place = document.querySelector(".page-who");
  const quiz = document.querySelector(".page-quiz, .page-answered");
  if (place) place.replaceWith(who);
  else if (quiz) quiz.before(who);
  else document.getElementById("main").append(who);
  document.getElementById("main").append(work);
  const show = () => who.replaceChildren(naming(attempts, names, show));
  attempts.addEventListener("change", () => {
    if (!who.contains(document.activeElement)) show();
  });
  show();
  work.append(
    make("h2", { id: "page-work" }, gettext("Hand in your work")),
    handingIn(attempts, make),
    make("h3", {}, gettext("Bring work back")),
    bringingBack(attempts, make, show),
    make("h3", {}, gettext("Delete my answers")),
    deleting(attempts, make, show),
    keepForLater(make),
  );
  const problem = await attempts.problem();
  if (!problem) return;
  who.replaceChildren(make("p", { role: "status", class: "page-problem" }, problem));
  work.querySelector(".page-where").textContent = problem;
}

// Asked before the first answer, and changed at any time.
function naming(attempts, { naming, whoIsLearning }, show) {
  const choose = (name) => attempts.choose(name);
  // Who leaves the field empty goes on as they are.
  const open = async () => {
    if (!attempts.chosen) await attempts.choose(attempts.learner).catch(() => false);
    show();
  };
  if (!attempts.chosen && !attempts.lines.length)
    return naming(gettext("Go on"), {}, { choose, open });
  return whoIsLearning(attempts, {
    choose,
    rename: (name) => attempts.rename(name),
    changed: show,
  });
}

function handingIn(attempts, make) {
  const status = make("p", { role: "status" });
  const tick = make("input", { type: "checkbox" });
  const place = make("p", {});
  let address;
  const hand = () => {
    if (address) URL.revokeObjectURL(address);
    const name = `hand-in-${attempts.learner.replaceAll(" ", "-")}.jsonl`;
    const file = parcel(attempts, told, tick.checked);
    address = URL.createObjectURL(new Blob([file], { type: "application/x-ndjson" }));
    status.textContent = tick.checked
      ? gettext("The file for “{name}” is made, with your reflections.", { name: attempts.learner })
      : gettext("The file for “{name}” is made, without your reflections.", {
          name: attempts.learner,
        });
    const link = make(
      "a",
      { href: address, download: name },
      gettext("Save {file}", { file: name }),
    );
    place.replaceChildren(link);
    link.focus();
  };
  return make(
    "div",
    {},
    make(
      "p",
      {},
      gettext(
        "The file is the same as the one that the live course makes, with all that you answered here or there.",
      ),
    ),
    make("label", { class: "page-tick" }, tick, " ", gettext("With my reflections")),
    make("button", { type: "button", onclick: hand }, gettext("Make my file to hand in")),
    status,
    place,
  );
}

function bringingBack(attempts, make, show) {
  const status = make("p", { role: "status" });
  const field = make("input", { type: "file", accept: ".jsonl" });
  field.addEventListener("change", async () => {
    if (!field.files.length) return;
    status.textContent = await broughtBack(attempts, await field.files[0].text());
    field.value = "";
    show();
  });
  return make(
    "div",
    {},
    make("label", {}, gettext("A file that you made to hand in"), " ", field),
    status,
  );
}

async function broughtBack(attempts, text) {
  const found = opened(text, told);
  if (!found) return BROKEN;
  const { learner: now } = attempts;
  const isSame = (one) => one.toLowerCase() === found.learner.toLowerCase();
  // A file may carry any name: work is added to what somebody has here only if they are learning now.
  if (attempts.names.some(isSame) && !isSame(now))
    return gettext(
      "This file holds work of “{whose}”, who has work here already, and “{now}” is learning now. Go on as “{whose}”, " +
        "then bring it back again.",
      { whose: found.learner, now },
    );
  try {
    if (!isSame(now) && !(await attempts.choose(found.learner))) return BROKEN;
    const fresh = await attempts.bringBack(found);
    return ngettext(
      "{count} answer of “{name}” is back.",
      "{count} answers of “{name}” are back.",
      fresh,
      {
        name: attempts.learner,
      },
    );
  } catch {
    return NOT_KEPT;
  }
}

function deleting(attempts, make, show) {
  const status = make("p", { role: "status" });
  const sure = make("span", { hidden: "" });
  const ask = make(
    "button",
    { type: "button", "aria-expanded": "false" },
    gettext("Delete my answers …"),
  );
  const open = (yes) => {
    sure.hidden = !yes;
    ask.setAttribute("aria-expanded", `${yes}`);
    (yes ? sure.querySelector("button") : ask).focus();
  };
  ask.onclick = () => open(sure.hidden);
  const really = async () => {
    const name = attempts.learner;
    open(false);
    try {
      await attempts.forget();
      status.textContent = gettext(
        "Everything that was saved for “{name}” in this browser is deleted.",
        { name },
      );
    } catch {
      status.textContent = gettext(
        "It could not be deleted. Clear the data of this site in the browser's settings.",
      );
    }
    show();
  };
  sure.append(
    make("button", { type: "button", onclick: really }, gettext("Yes, delete them for good")),
    make("button", { type: "button", onclick: () => open(false) }, gettext("No, keep them")),
  );
  const where = gettext(
    "Answers stay in this browser, on this device. Clearing its data for this site, or closing a private window, " +
      "loses them, and some phones clear a site that is not opened for a week: save your file to hand in as a copy.",
  );
  return make("div", {}, make("p", { class: "page-where" }, where), ask, " ", sure, status);
}

async function sign() {
  const [{ signWide }, { nameMarks }] = await Promise.all(
    ["wide", "marks"].map((name) => import(`./${told.extension}/${name}.js`)),
  );
  signWide(document.getElementById("main"));
  nameMarks(document.getElementById("main"));
}

draw();
sign();
