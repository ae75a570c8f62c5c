function* count(n) { for (let i = 0; i < n; i++) { const got = yield i; if (got) console.log("got", got); } return "end"; }
const g = count(3);
console.log(g.next(), g.next("hi"), g.next(), g.next(), g.next());
console.log([...count(4)], Math.max(...count(5)), Array.from(count(2), (x) => x * 2));
function* outer() { const r = yield* count(2); console.log(r); }
console.log([...outer()]);
const it = { from: 1, to: 3, *[Symbol.iterator]() { for (let i = this.from; i <= this.to; i++) yield i; } };
console.log([...it]);
