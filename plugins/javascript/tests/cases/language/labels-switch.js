outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 1) continue outer;
    if (i === 2) break outer;
    console.log(i, j);
  }
}
const f = (x) => { switch (typeof x) { case "number": return "n"; case "string": { return "s"; } default: return "?"; } };
console.log(f(1), f("a"), f({}));
do { console.log("once"); } while (false);
var hoisted = typeof later; var later = 1; console.log(hoisted, typeof fn); function fn() {}
console.log([1, 2, 3].map((x) => { if (x === 2) return; return x; }), void 0, (1, 2));
