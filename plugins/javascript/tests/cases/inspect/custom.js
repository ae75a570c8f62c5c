const util = require("node:util");
class Money { constructor(n) { this.n = n; } [util.inspect.custom](depth, options) { return `Money<${this.n}>`; } }
console.log(new Money(5), [new Money(6)], { m: new Money(7) });
class Box { constructor(v) { this.v = v; } [Symbol.for("nodejs.util.inspect.custom")](depth, options, inspect) { return `Box(${inspect(this.v, options)})`; } }
console.log(new Box({ a: [1, 2] }), `${new Money(1)}`);
