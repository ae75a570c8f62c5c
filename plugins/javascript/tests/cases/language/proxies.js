const log = [];
const p = new Proxy({ a: 1 }, {
  get(t, k, r) { log.push(`get ${String(k)}`); return Reflect.get(t, k, r) ?? "none"; },
  set(t, k, v) { log.push(`set ${k}=${v}`); t[k] = v; return true; },
  has(t, k) { log.push(`has ${k}`); return true; },
  deleteProperty(t, k) { log.push(`delete ${k}`); return delete t[k]; },
});
p.a; p.b; p.c = 3; "z" in p; delete p.c;
console.log(log, Reflect.ownKeys({ x: 1, [Symbol.iterator]: 2 }), Reflect.has({ a: 1 }, "a"), Reflect.apply(Math.max, null, [1, 2]));
