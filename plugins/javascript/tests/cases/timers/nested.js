setTimeout(() => {
  console.log("timeout");
  process.nextTick(() => console.log("tick"));
  Promise.resolve().then(() => console.log("promise"));
  setTimeout(() => console.log("inner timeout"), 0);
  setImmediate(() => console.log("immediate"));
}, 5);
