// A lesson to read stays on the device once it was opened, and the whole course on a click.

import { gettext } from "./static/language.js";

const PLAIN = gettext(
  "Keep this page open to read without a network: over an address that begins with http:// browsers keep no pages. " +
    "Your answers are kept all the same.",
);
const FAILED = gettext(
  "Not all of it could be kept. Try again where there is a network, or free some space.",
);
const HERE = gettext("This lesson is kept on this device and opens without a network.");
const ALL = gettext("The whole course to read is kept on this device and opens without a network.");

// What says what of the course is kept on this device, and keeps more.
export function keepForLater(make) {
  const status = make("p", { role: "status", class: "page-kept" });
  const place = make("div", {}, make("h3", {}, gettext("Without a network")), status);
  const isPossible = isSecureContext && navigator.serviceWorker;
  if (!isPossible) status.textContent = PLAIN;
  else
    loaded()
      .then(() => keepThis(make, place, status))
      .catch(() => {});
  return place;
}

async function keepThis(make, place, status) {
  const { around, lessons, megabytes } = await (await fetch("offline.json")).json();
  const lesson = location.pathname
    .split("/")
    .pop()
    .replace(/\.html$/, "");
  if (!(await ask([...around, ...(lessons[lesson] ?? [])]))) return;
  status.textContent = HERE;
  const every = [...around, ...Object.values(lessons).flat()];
  const button = make(
    "button",
    { type: "button" },
    gettext("Keep the whole course ({megabytes} MB)", { megabytes }),
  );
  const all = async () => {
    button.disabled = true;
    status.textContent = gettext("The course is being kept …");
    const isKept = await ask(every);
    status.textContent = isKept ? ALL : FAILED;
    button.disabled = false;
    button.hidden = isKept;
  };
  button.addEventListener("click", all);
  place.append(button);
}

// Resolves to whether the worker of the site has kept files.
async function ask(keep) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage({ keep }, [port2]);
  return answered;
}

function loaded() {
  return new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", resolve);
  });
}
