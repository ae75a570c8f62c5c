const f = () => { try { return "try"; } finally { console.log("finally"); } };
console.log(f());
try { try { throw new Error("inner"); } finally { console.log("cleanup"); } } catch ({ name, message }) { console.log(name, message); }
try { throw Object.assign(new Error("with cause", { cause: "x" }), { code: 1 }); } catch (e) { console.log(e.cause, e.code, Object.keys(e)); }
