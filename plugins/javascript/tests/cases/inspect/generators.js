function* g() { yield 1; }
console.log(g(), g, [...g()], g().next(), { done: g() });
console.log(globalThis === global, typeof globalThis);
