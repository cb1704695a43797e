// The first page fills with what was answered in this browser: read from where lessons keep it, without a Python.

import { KeptFiles } from "./kept-files.js";

// On a phone a lesson is its page, which needs no Python.
const isSmall = matchMedia("(width < 700px)").matches;
const live = (lesson) => `lab/index.html?path=${lesson}.ipynb`;
const page = (lesson) => `${lesson}.html`;

async function fill() {
  const { textContent, dataset } = document.getElementById("front-told");
  const course = JSON.parse(textContent);
  const [{ partsOf }, { Answers }] = await Promise.all(
    ["home", "answers"].map((name) => import(`./${dataset.extension}/${name}.js`)),
  );
  const files = await new KeptFiles(new URL(".", document.baseURI).pathname).load();
  const learning = await new Answers(files, "").read();
  const to = { href: isSmall ? page : live, read: page };
  const { all, begun } = partsOf(course, learning, to);
  const [next, ...others] = all;
  // Who has begun goes on where they are; for others the one large button is enough.
  document.getElementById("front-parts").replaceWith(...(begun ? [next] : []), ...others);
  if (begun) document.querySelector(".front-begin").remove();
}

if (isSmall)
  for (const link of document.querySelectorAll("a[data-lesson]"))
    link.href = page(link.dataset.lesson);
fill();
