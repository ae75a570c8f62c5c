process.on("exit", (code) => console.log("exiting with", code));
console.log("a");
try { process.exit(7); } finally { console.log("not shown"); }
