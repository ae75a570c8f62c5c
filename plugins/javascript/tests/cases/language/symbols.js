class Temp { constructor(c) { this.c = c; } [Symbol.toPrimitive](hint) { return hint === "string" ? `${this.c}C` : this.c; } static [Symbol.hasInstance](x) { return "c" in x; } }
const t = new Temp(20);
console.log(`${t}`, t + 1, t > 10, { c: 1 } instanceof Temp, Symbol("d").description, Symbol.for("k") === Symbol.for("k"), Symbol.keyFor(Symbol.for("k")));
