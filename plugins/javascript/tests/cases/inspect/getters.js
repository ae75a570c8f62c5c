const util = require("util");
const o = { get a() { return { b: 1 }; }, set a(v) {}, get n() { return 5; } };
console.log(util.inspect(o, { getters: true }), o);
