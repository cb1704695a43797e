// The page that votes: what was chosen is sent until the class computer has it, always under one random number.

const PAUSE = 1500; // milliseconds between two looks at what is open
const KEPT = "course-vote";
const VOTES = { first: 1, second: 2 }; // the phases in which one can vote
const SAID_OF_REFUSED = { full: "full", closed: "late" };

const main = document.querySelector("main");
const form = document.querySelector("form");
const fieldset = document.querySelector("fieldset");
const boxes = [...form.querySelectorAll("input")];
const { session } = main.dataset;

const kept = remembered();
let phase = null;
let waiting = null; // in which of the two votes a choice is still to be sent

function remembered() {
  try {
    const before = JSON.parse(localStorage.getItem(KEPT));
    if (before?.session === session) return before;
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const token = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const made = { session, token, chosen: {} };
    localStorage.setItem(KEPT, JSON.stringify(made));
    return made;
  } catch {
    return null;
  }
}

function say(name) {
  for (const one of document.querySelectorAll("[data-said]"))
    one.hidden = one.dataset.said !== name;
}

function enter(next) {
  if (next === phase) return;
  phase = next;
  const late = waiting;
  waiting = null;
  for (const one of document.querySelectorAll("[data-at]")) one.hidden = one.dataset.at !== phase;
  fieldset.disabled = !VOTES[phase];
  const chosen = kept.chosen[VOTES[phase]] ?? [];
  for (const box of boxes) box.checked = chosen.includes(box.dataset.name);
  if (late) say("late");
  else settled();
}

function settled() {
  say(kept.chosen[VOTES[phase]] ? "counted" : null);
}

async function send() {
  const vote = waiting;
  const options = boxes.filter((box) => box.checked).map((box) => box.dataset.name);
  const body = JSON.stringify({ session, token: kept.token, vote, options });
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("vote", { method: "POST", headers, body });
  const { counted, refused } = await answer.json();
  waiting = null;
  if (counted) {
    kept.chosen[counted] = options;
    localStorage.setItem(KEPT, JSON.stringify(kept));
  }
  say(counted ? "counted" : (SAID_OF_REFUSED[refused] ?? null));
}

async function look() {
  try {
    const now = await (await fetch("state")).json();
    if (now.session !== session) return location.reload(); // the next question
    enter(now.phase);
    if (waiting) await send();
    else if (!document.querySelector('[data-said="away"]').hidden) settled();
  } catch {
    say("away");
  }
  setTimeout(look, PAUSE);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!boxes.some((box) => box.checked)) return say("choose");
  waiting = VOTES[phase];
  try {
    await send();
  } catch {
    say("away");
  }
});

if (kept) look();
else say("forgetful");
