console.log({ [Symbol.toStringTag]: "Tagged", a: 1 });
class T { get [Symbol.toStringTag]() { return "Custom"; } }
console.log(new T(), Object.prototype.toString.call(new T()));
console.log(Symbol.iterator, [Symbol.for("x")], { s: Symbol("in object") });
