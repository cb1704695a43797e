// The learner's own empty notebook, beside the answers, with all of the course at hand in its first cell.

import { gettext } from "./language.js";

const FILE = "my_work/my workshop.ipynb";
const FIRST = [
  "# " +
    gettext(
      "This page is yours. Click into this cell, then press Shift and Enter: the course's parts are there.",
    ),
  "from course_utils import article, atlas, charts, compare, documents, glossary, knowledge",
  "from course_utils import people, progress, quiz, review, sources, timeline, voices",
].join("\n");

export async function openWorkshop({ commands, serviceManager: { contents } }, lessonPath) {
  const folder = lessonPath.includes("/") ? lessonPath.replace(/[^/]*$/, "") : "";
  const path = folder + FILE;
  if (!(await isThere(contents, path))) {
    await contents.save(`${folder}my_work`, { type: "directory" }).catch(() => {}); // it may be there
    await contents.save(path, { type: "notebook", format: "json", content: empty() });
  }
  await commands.execute("docmanager:open", { path });
}

async function isThere(contents, path) {
  const folder = path.replace(/\/[^/]*$/, "");
  const beside = folder.includes("/") ? folder.replace(/\/[^/]*$/, "") : "";
  const has = async (within, what) =>
    (await contents.get(within)).content.some((one) => one.path === what);
  return (await has(beside, folder)) && (await has(folder, path)); // to ask for what is not there would be an error
}

function empty() {
  const code = (source) => ({
    cell_type: "code",
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  });
  return {
    cells: [code(FIRST), code('article.show("s01")'), code("")],
    metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
    nbformat: 4,
    nbformat_minor: 4,
  };
}
