const inner = new Error("inner");
inner.stack = "Error: inner\n    at inner";
const outer = new Error("outer", { cause: inner });
outer.stack = "Error: outer\n    at outer";
console.log(outer);
class ValidationError extends Error { constructor(m) { super(m); this.name = "ValidationError"; this.field = "age"; } }
const v = new ValidationError("too young");
v.stack = v.stack.split("\n")[0];
console.log(v.name, v.message, String(v), v instanceof Error);
