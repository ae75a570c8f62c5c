const a = [5, 1, 4, 2, 3];
console.log(a.toSorted((x, y) => x - y), a.toReversed(), a.with(0, 9), a.toSpliced(1, 2), a, a.findLast((x) => x < 4), a.at(-2), a.includes(4), a.indexOf(9));
console.log(a.reduce((s, x) => s + x, 0), a.flatMap((x) => [x, x]), [[1, [2, [3]]]].flat(Infinity), Array.of(7), a.fill(0, 1, 3), a.copyWithin(0, 3), a.entries().next(), [3, 2, 1].join("-"), Array.isArray(a));
const copy = [...a]; copy.length = 2; copy[5] = 1;
console.log(copy, copy.length, copy.splice(0, 1), delete copy[0], copy, [1, 2, 3].some((x) => x > 2), [].every(() => false));
