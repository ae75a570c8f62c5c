const m = new Map(Object.entries({ a: 1, b: 2 }));
m.set(NaN, "nan").delete("a");
console.log(m, m.get(NaN), [...m.keys()], m.size, new Map([...m].map(([k, v]) => [v, k])));
const s = new Set("hello");
s.forEach((v) => v === "l" && s.delete(v));
console.log(s, [...s].join(""), s.has("h"), Object.fromEntries(m));
