const machine = { idle: { start: "running" }, running: { pause: "paused", stop: "idle" }, paused: { resume: "running", stop: "idle" } };
let state = "idle";
for (const event of ["start", "pause", "resume", "stop", "fly"]) {
  const next = machine[state][event];
  console.log(`${state} --${event}--> ${next ?? "(ignored)"}`);
  state = next ?? state;
}
console.log(machine);
