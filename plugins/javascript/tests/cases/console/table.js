console.table([{ name: "Ada", age: 36 }, { name: "Grace", age: 85, rank: "admiral" }]);
console.table([["a", 1], ["b", 2]]);
console.table(["x", "y"]);
console.table({ first: { v: 1 }, second: { v: 2 } });
console.table([{ a: 1, b: 2 }], ["b"]);
console.table(5);
console.table(new Map([["k", 1]]));
console.table([]);
console.table([1, { a: 2 }, "three"]);
