const { EventEmitter } = require("events");
const e = new EventEmitter();
try { e.emit("error", new Error("unhandled emitter")); } catch (x) { console.log(x.message); }
try { e.emit("error", "plain"); } catch (x) { console.log(x.code, x.message); }
