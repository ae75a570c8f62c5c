const tag = (strings, ...values) => strings.raw.map((s, i) => s + (values[i] === undefined ? "" : `[${values[i]}]`)).join("");
console.log(tag`a${1}b${"x"}c`, tag`\n`);
const curry = (f) => (a) => (b) => f(a, b);
const compose = (...fs) => (x) => fs.reduceRight((v, f) => f(v), x);
console.log(curry((a, b) => a + b)(1)(2), compose((x) => x + 1, (x) => x * 2)(5), ((a, b = a, ...c) => [a, b, c])(1, undefined, 3, 4));
