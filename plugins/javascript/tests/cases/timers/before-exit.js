let once = false;
process.on("beforeExit", (code) => {
  console.log("beforeExit", code);
  if (!once) { once = true; setTimeout(() => console.log("more"), 1); }
});
process.on("exit", (code) => console.log("exit", code));
console.log("main");
