const { add, PI } = require("./lib/math");
const data = require("./data.json");
console.log(add(1, 2), PI, data.list, require("./lib").name);
console.log(require("./counter").next(), require("./counter").next());
console.log(module.exports === exports, typeof __filename, require.main === module);
