import { readFile, writeFile, mkdir, readdir, rm, stat } from "node:fs/promises";
await writeFile("p.txt", "promised");
console.log(await readFile("p.txt", "utf8"), (await stat("p.txt")).isFile());
await mkdir("d");
console.log(await readdir("."). then((l) => l.filter((n) => n.length < 6)));
try { await readFile("absent"); } catch (e) { console.log(e.message, e.code, e.errno); }
await rm("d", { recursive: true });
