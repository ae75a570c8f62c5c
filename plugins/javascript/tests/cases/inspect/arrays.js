console.log([], [1, 2, 3], [undefined, null], [, 1, , , 2], ["a", "b"]);
console.log(Array.from({ length: 7 }, (_, i) => i));
console.log(Array.from({ length: 101 }, (_, i) => i));
console.log(Array.from({ length: 30 }, (_, i) => "item" + i));
console.log(Object.assign([1, 2], { extra: true, "a-b": 1 }));
console.log(new Array(5), new Array(3).fill(0));
