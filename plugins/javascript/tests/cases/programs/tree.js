const tree = { v: 1, kids: [{ v: 2, kids: [{ v: 4, kids: [] }] }, { v: 3, kids: [] }] };
const walk = ({ v, kids }, d = 0) => { console.log("  ".repeat(d) + v); kids.forEach((k) => walk(k, d + 1)); };
walk(tree);
console.log(tree);
