const util = require("util");
const old = (x, cb) => setTimeout(() => (x < 0 ? cb(new Error("negative")) : cb(null, x * 2)), 1);
const modern = util.promisify(old);
modern(4).then(console.log).then(() => modern(-1)).catch((e) => console.log(e.message));
util.callbackify(async (x) => x + 1)(1, (err, v) => console.log(err, v));
