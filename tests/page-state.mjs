// What a page says of earlier answers: node page-state.mjs PAGE-QUIZ.JS reads lines, each [quiz, sentences, lines, board].

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { PageQuiz } = await import(pathToFileURL(process.argv[2]));
for await (const line of createInterface({ input: process.stdin })) {
  const [quiz, said, lines, board] = JSON.parse(line);
  const attempts = Object.assign(new EventTarget(), { lines, learner: "me", draft: () => "" });
  const model = new PageQuiz(quiz, said, Promise.resolve(attempts), () => {}, board);
  const state = await new Promise((resolve) => {
    model.on("msg:custom", resolve);
    model.send({ type: "hello" });
  });
  console.log(JSON.stringify(state));
}
