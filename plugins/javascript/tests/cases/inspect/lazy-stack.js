const e = new Error("first");
e.name = "Renamed";
e.message = "second";
console.log(e.stack.split("\n")[0]);
class B extends Error {}
console.log(new B("b").stack.split("\n")[0]);
