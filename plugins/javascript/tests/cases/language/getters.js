const o = { _v: 1, get v() { return this._v; }, set v(x) { this._v = x * 2; } };
o.v = 5; console.log(o.v, o);
Object.defineProperty(o, "hidden", { value: 1, enumerable: false });
console.log(Object.keys(o), o.hidden, JSON.stringify(o), o.propertyIsEnumerable("hidden"));
