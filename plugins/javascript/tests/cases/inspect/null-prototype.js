const o = Object.create(null);
o.a = 1;
o.b = Object.create(null);
console.log(o, [o]);
