const ws = new WeakSet(), wm = new WeakMap(), key = {};
ws.add(key); wm.set(key, "v");
console.log(ws.has(key), wm.get(key), wm.has({}), new WeakRef(key).deref() === key, typeof FinalizationRegistry);
try { wm.set(1, 1); } catch (e) { console.log(e.name); }
