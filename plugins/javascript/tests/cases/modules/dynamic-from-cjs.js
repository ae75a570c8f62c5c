import("./dep.mjs").then((m) => console.log(m.default, m));
console.log("first");
