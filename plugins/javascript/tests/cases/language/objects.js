const o = { b: 1, a: 2, 2: "two", 1: "one", [Symbol.for("s")]: 3 };
console.log(Object.keys(o), Object.entries(o), JSON.stringify(o), { ...o, c: 3 }, Object.fromEntries([["x", 1]]));
console.log(Object.isFrozen(Object.freeze({ a: 1 })), Object.getOwnPropertyDescriptor({ get x() { return 1; } }, "x"), Object.assign({}, null, { a: 1 }, "hi"), "a" in o, o?.z?.y, o.z ?? "default");
const p = Object.create({ inherited: true }, { own: { value: 1, enumerable: true } });
for (const k in p) console.log(k);
console.log(Object.hasOwn(p, "inherited"), p.hasOwnProperty("own"), Object.getPrototypeOf(p), p.valueOf() === p);
let q = null; q ??= { made: 1 }; q.n ||= 2; q.n &&= 3;
console.log(q);
