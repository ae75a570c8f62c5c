const a = setTimeout(() => console.log("never"), 5);
clearTimeout(a);
const b = setImmediate(() => console.log("never"));
clearImmediate(b);
clearTimeout(undefined);
setTimeout((x, y) => console.log(x, y), 1, "arg", 2);
console.log(typeof a, typeof a.ref, a.hasRef());
