const deep = { l1: { l2: { l3: { l4: "end" } } } };
console.log(deep, JSON.stringify(deep));
console.dir(deep, { depth: 5 });
console.log("%o", { f: 1 }, deep);
