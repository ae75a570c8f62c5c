const p = new URLSearchParams("a=1&b=2&a=3&c=%20x+y");
console.log(p, p.get("a"), p.getAll("a"), p.has("z"), p.get("z"), [...p.keys()], String(p), p.size);
p.set("a", "9"); p.delete("b"); p.append("é", "ü&=");
p.sort();
console.log(p.toString(), Object.fromEntries(p), new URLSearchParams({ q: "x y", n: 5 }).toString(), new URLSearchParams([["k", "v"]]));
for (const [k, v] of new URLSearchParams("m=1")) console.log(k, v);
