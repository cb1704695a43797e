// What a learner has done, filled into the view that Python drew for somebody who has answered nothing.

import { gettext, ngettext } from "./static/language.js";
import { summed } from "./summary.js";

export function fillProgress(view, told, attempts) {
  const found = summed(told, attempts.lines);
  const [lessons, objectives, sure] = view.querySelectorAll("tbody");
  view.querySelector(".cv-title bdi").textContent = attempts.learner;
  const spent = { rounded: whole(found.minutes), minutes: minutes(found.minutes) };
  const isBrief = found.minutes > 0 && found.minutes < 1;
  view.querySelector(".pg-spent").textContent = isBrief
    ? gettext("Less than a minute on questions.")
    : ngettext(
        "About {minutes} minutes on questions.",
        "About {minutes} minutes on questions.",
        spent.rounded,
        spent,
      );
  for (const [n, part] of found.lessons.entries()) {
    fill(lessons.rows[n], part);
    lessons.rows[n].cells[3].textContent = part.minutes ? minutes(part.minutes) : "–";
  }
  for (const [n, part] of found.objectives.entries()) fill(objectives.rows[n], part);
  const calibration = sure.closest(".cv-scroll");
  calibration.hidden = !found.calibration.length;
  sure.replaceChildren(...found.calibration.map((one) => sureRow(one, told.sure)));
  if (found.gain) view.querySelector(".pg-gain").textContent = gained(found.gain);
}

function fill({ cells }, { questions, answered, graded, right }) {
  if (!questions) return;
  const values = { answered, questions };
  const done =
    answered === questions
      ? gettext("{answered} of {questions} answered: done", values)
      : answered
        ? gettext("{answered} of {questions} answered: begun", values)
        : gettext("{answered} of {questions} answered: not started", values);
  cells[1].replaceChildren(bar(answered / questions), done);
  cells[2].textContent = graded ? gettext("{right} of {graded}", { right, graded }) : "–";
}

function sureRow({ confidence, answers, right }, words) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = words[confidence];
  const said = ngettext(
    "of {count} time, {right} right",
    "of {count} times, {right} right",
    answers,
    { right },
  );
  const cell = document.createElement("td");
  cell.append(bar(right / answers), said);
  row.append(head, cell);
  return row;
}

function bar(share) {
  const whole = document.createElement("span");
  whole.className = "pg-bar";
  whole.ariaHidden = "true";
  const part = document.createElement("span");
  part.style.width = `${Math.round(100 * share)}%`;
  whole.append(part);
  return whole;
}

function gained({ compared, before, after, share }) {
  if (!compared)
    return gettext(
      "The questions of the two forms have changed between your baseline and your post-test, so they are not compared.",
    );
  const shares = { before: percent(before), after: percent(after), share: percent(share ?? 0) };
  const reached = gettext(
    "Right at the first attempt: {before} of the baseline, {after} of the post-test.",
    shares,
  );
  const said =
    share === null
      ? gettext(
          "Your gain is not defined: all of the baseline was right, so nothing was left to gain.",
        )
      : share < 0
        ? gettext("That is less than before, so there is no gain.")
        : gettext("You gained {share} of what there was to gain.", shares);
  return `${reached} ${said}`;
}

function minutes(some) {
  return some > 0 && some < 1 ? gettext("under 1") : `${whole(some)}`;
}

function percent(share) {
  const number = whole(100 * share);
  return gettext("{number}%", { number });
}

// As Python rounds: a half to the even number.
function whole(number) {
  const near = Math.round(number);
  return near - number === 0.5 && near % 2 ? near - 1 : near;
}
