setTimeout(tick, 5);
function tick() {
  throw new RangeError("in a timer");
}
process.on("exit", (code) => console.log("exit", code));
