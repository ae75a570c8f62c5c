import { createInterface } from "node:readline";
const rl = createInterface({ input: process.stdin });
let n = 0;
for await (const line of rl) console.log(++n, line);
console.log("end");
