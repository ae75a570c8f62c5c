const util = require("util");
const EventEmitter = require("events");
function Door() { EventEmitter.call(this); }
util.inherits(Door, EventEmitter);
const d = new Door();
d.on("open", () => console.log("opened", d instanceof EventEmitter));
d.emit("open");
