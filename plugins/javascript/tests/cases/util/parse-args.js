const { parseArgs } = require("util");
console.log(parseArgs({ args: ["-v", "--name", "x", "--size=3", "file"], options: { verbose: { type: "boolean", short: "v" }, name: { type: "string" }, size: { type: "string" } }, allowPositionals: true }));
try { parseArgs({ args: ["--what"], options: {} }); } catch (e) { console.log(e.code, e.message); }
