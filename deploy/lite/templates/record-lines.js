// What is wrong with a record of a page's list: kept where answers are, as attempts/faults.py keeps it.

import { keepBeside } from "./page-quiz.js";

export async function offerAtEachRecord(opened, { faultText, faultEmptyText }) {
  const { extension } = document.getElementById("page-told").dataset;
  const { offerAtRecords } = await import(`./${extension}/record-faults.js`);
  offerAtRecords(document.getElementById("main"), async (id, text) => {
    const response = text.trim();
    if (!response) return faultEmptyText;
    const line = { quiz: "records", question: `record/${id}/fault`, version: 1, kind: "fault" };
    return keepBeside(await opened, { ...line, response }, faultText);
  });
}
