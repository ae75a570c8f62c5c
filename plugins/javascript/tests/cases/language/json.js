console.log(JSON.stringify({ a: [1, { b: 2 }], c: undefined, d: () => {}, e: null, f: NaN, g: new Date(0), h: "q\"\n", i: Infinity }, null, 2));
console.log(JSON.stringify([undefined, Symbol("x"), 1n === 1n]), JSON.stringify("é\u2028\ud800"), JSON.stringify({ toJSON() { return "custom"; } }), JSON.stringify({ a: 1, b: 2 }, ["a"]), JSON.stringify({ a: 5 }, (k, v) => (typeof v === "number" ? v * 2 : v), "--"));
console.log(JSON.parse('{"a":[1,2,{"b":null}],"c":"\\u00e9"}', (k, v) => (Array.isArray(v) ? v.length : v)), JSON.parse(" 5 "), JSON.parse('"s"'));
for (const bad of ["", "{", "{a}", '{"a":1,}', "[1,]", "nul", '{"a" 1}', "tru", '"open', "01", "1 2", "undefined", '{"a":1 "b":2}', "[1 2]", "-"]) {
  try { JSON.parse(bad); } catch (e) { console.log(e.name, e.message); }
}
try { JSON.stringify(5n); } catch (e) { console.log(e.message); }
const a = { n: { m: [] } }; a.n.m.push(a);
try { JSON.stringify(a); } catch (e) { console.log(e.message); }
