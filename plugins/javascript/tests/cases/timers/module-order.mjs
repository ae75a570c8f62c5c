console.log("main");
process.nextTick(() => console.log("tick"));
Promise.resolve().then(() => console.log("promise"));
setTimeout(() => console.log("timeout"));
await null;
console.log("after await");
