const o = { d: new Date(0), m: new Map([["a", new Set([1])]]), r: /x/g, n: [1, , 3], u: undefined, t: new Uint8Array([1, 2]) };
o.self = o;
const c = structuredClone(o);
console.log(c, c !== o, c.self === c);
try { structuredClone(() => {}); } catch (e) { console.log(e.name, e.message); }
console.log(structuredClone(new RangeError("x")).message, structuredClone("s"));
