// What a lesson shows is made anew by every run and is no reason to save it, or to warn somebody who leaves the page.
// What somebody writes into a cell is: it is saved as soon as they stop for a moment.

import { words } from "./editions.js";

const PAUSE = 2000; // ms

const last = new WeakMap();

// Save one after the other: what is saved while an answer is on its way is taken for somebody else's change.
export function save(context) {
  const before = last.get(context) ?? Promise.resolve();
  const now = before.catch(() => {}).then(() => context.save());
  last.set(context, now);
  return now;
}

export function leaveUnchanged(context) {
  const { model } = context;
  let kept = words(model);
  let timer;
  const look = () => {
    if (!model.dirty) return;
    if (words(model) === kept) model.dirty = false;
  };
  context.saveState.connect((_, state) => {
    if (state === "completed") kept = words(model);
  });
  model.stateChanged.connect((_, { name, newValue }) => {
    if (name === "dirty" && newValue) look();
  });
  model.contentChanged.connect(() => {
    if (!model.dirty) return;
    look();
    clearTimeout(timer);
    if (model.dirty) timer = setTimeout(() => save(context).catch(() => {}), PAUSE);
  });
  model.dirty = false;
}
