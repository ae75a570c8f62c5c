import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
const e = new EventEmitter();
const done = once(e, "done");
(async () => { for (const n of [1, 2, 3]) { await sleep(5); e.emit("item", n * n); } e.emit("done", "finished"); })();
e.on("item", (n) => console.log("item", n));
console.log((await done)[0]);
export default 1;
