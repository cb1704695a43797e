// Stands before JupyterLite's own service worker, in one file with it: pages to read are there without a network.
//
// What the network gives comes first, so that a correction is seen at once, and is kept. EDITION is the digest of all
// pages: with a new one the browser has a new worker, which gets everything anew that is kept here.

/* global EDITION, PAGES */

const KEPT = `course-pages ${registration.scope}`;
const PATIENCE = 4000; // ms, after which what is kept will do

self.addEventListener("activate", (event) => event.waitUntil(getAnew()));

self.addEventListener("message", (event) => {
  if (!event.data?.keep) return;
  const answer = (isKept) => event.ports[0].postMessage(isKept);
  // Else the browser may end the worker on a slow line, and nobody hears of it.
  event.waitUntil(
    keep(event.data.keep).then(
      () => answer(true),
      () => answer(false),
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !isPage(new URL(url))) return;
  event.stopImmediatePropagation(); // JupyterLite's would answer too
  event.respondWith(freshOrKept(url.split(/[?#]/)[0]));
});

function isPage({ href }) {
  const path = href.split(/[?#]/)[0];
  return path.startsWith(registration.scope) && PAGES.has(path.slice(registration.scope.length));
}

async function freshOrKept(url) {
  const fresh = fetch(url, { cache: "no-cache" }).then(async (answer) => {
    if (answer.ok) await put(url, answer.clone());
    return answer;
  });
  fresh.catch(() => {}); // it is waited for below
  const kept = await caches.match(url, { cacheName: KEPT });
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fresh.then((answer) => (answer.ok ? answer : kept)), late]).catch(
    () => kept,
  );
}

// A browser without room keeps less, and shows the page all the same.
async function put(url, answer) {
  await (await caches.open(KEPT)).put(url, answer).catch(() => {});
}

async function keep(paths) {
  const cache = await caches.open(KEPT);
  for (const path of paths) {
    const url = new URL(path, registration.scope).href;
    if (!(await cache.match(url))) await cache.add(url);
  }
}

async function getAnew() {
  const cache = await caches.open(KEPT);
  for (const { url } of await cache.keys())
    if (isPage(new URL(url)))
      await cache.add(new Request(url, { cache: "no-cache" })).catch(() => {});
    else await cache.delete(url);
}
