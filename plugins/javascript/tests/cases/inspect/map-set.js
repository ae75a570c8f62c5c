console.log(new Map(), new Set(), new Map([["a", 1], ["b", { c: 2 }]]), new Set([1, "two", [3]]));
console.log(new Map([[{ key: true }, new Map([[1, new Set([2])]])]]));
console.log({ map: new Map([["x", 1]]), set: new Set(["y"]) });
console.log(new Map([["long key number one", "a long value for it"], ["long key number two", "another long value"]]));
console.log(new WeakMap(), new WeakSet());
