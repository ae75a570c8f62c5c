const text = "the cat and the hat and the bat";
const counts = text.split(" ").reduce((acc, w) => ({ ...acc, [w]: (acc[w] ?? 0) + 1 }), {});
console.log(counts);
console.table(Object.entries(counts).sort(([, a], [, b]) => b - a).slice(0, 2));
