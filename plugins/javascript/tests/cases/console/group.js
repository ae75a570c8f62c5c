console.group("Outer");
console.log("inside\ntwo lines");
console.group();
console.log({ a: 1, b: [1, 2] });
console.groupEnd();
console.warn("still outer");
console.groupEnd();
console.groupEnd();
console.log("done");
