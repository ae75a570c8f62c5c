console.count();
console.count("x");
console.count();
console.countReset();
console.count();
console.assert(true, "not shown");
console.assert(false, "shown %s", "here");
console.assert(false);
console.assert(1 === 2, { a: 1 });
