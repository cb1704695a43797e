// A long list of sources is a page of its own, which its fold shows when it is opened.

for (const fold of document.querySelectorAll("details[data-list]"))
  fold.addEventListener("toggle", () => show(fold), { once: true });

async function show(fold) {
  const link = fold.querySelector("p");
  try {
    const answer = await fetch(fold.dataset.list);
    if (!answer.ok) return; // the link leads there all the same
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    link.replaceWith(document.adoptNode(page.querySelector("main ol")));
  } catch {} // without a network it stays a link
}
