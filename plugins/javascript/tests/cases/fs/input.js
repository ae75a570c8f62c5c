const fs = require("fs");
const input = fs.readFileSync(0, "utf8");
console.log(input.split("\n").filter(Boolean).map(Number).reduce((a, b) => a + b));
