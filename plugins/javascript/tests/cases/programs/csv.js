const fs = require("fs");
fs.writeFileSync("people.csv", "name,age\nAda,36\nGrace,85\n");
const [head, ...rows] = fs.readFileSync("people.csv", "utf8").trim().split("\n").map((l) => l.split(","));
const people = rows.map((r) => Object.fromEntries(r.map((v, i) => [head[i], isNaN(v) ? v : Number(v)])));
console.log(people, people.map((p) => p.age).reduce((a, b) => a + b) / people.length);
console.table(people);
