process.nextTick((a, b) => console.log(a, b), 1, 2);
process.emitWarning("careful");
process.on("warning", (w) => console.log(w.name, w.message));
