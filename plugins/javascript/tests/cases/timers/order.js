console.log("1 sync");
setTimeout(() => console.log("6 timeout 0"), 0);
setTimeout(() => console.log("8 timeout 10"), 10);
process.nextTick(() => console.log("3 tick"));
Promise.resolve().then(() => console.log("4 microtask")).then(() => console.log("5 second microtask"));
queueMicrotask(() => console.log("4b queued"));
console.log("2 sync end");
