// What a function of a page gives: node page.mjs MODULE FUNCTION reads lines, each [first, [[other, …], …]].

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [, , module, name] = process.argv;
const called = (await import(pathToFileURL(module)))[name];
for await (const line of createInterface({ input: process.stdin })) {
  const [first, others] = JSON.parse(line);
  console.log(JSON.stringify(others.map((other) => called(first, ...other))));
}
