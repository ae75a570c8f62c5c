const EventEmitter = require("events");
const e = new EventEmitter();
e.on("x", (...args) => console.log("on", args));
e.once("x", () => console.log("once"));
e.prependListener("x", () => console.log("first"));
console.log(e.emit("x", 1, 2), e.emit("x"), e.emit("none"), e.listenerCount("x"), e.eventNames());
e.off("x", e.listeners("x")[0]);
e.removeAllListeners();
console.log(e.eventNames(), e.getMaxListeners());
class Shop extends EventEmitter { constructor() { super(); this.open = true; } }
const s = new Shop();
s.on("error", (err) => console.log("error:", err.message));
s.emit("error", new Error("handled"));
(async () => { setTimeout(() => e.emit("later", 7), 1); console.log(await EventEmitter.once(e, "later")); })();
