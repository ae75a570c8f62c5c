console.log(["a".repeat(100)], { text: "b".repeat(90) });
console.log({ text: "first line\nsecond line\nthird line", other: 1 });
