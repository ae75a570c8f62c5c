import { readFileSync } from "node:fs";
const text = await Promise.resolve("top-level await");
console.log(text, typeof readFileSync, typeof require);
export const x = 1;
