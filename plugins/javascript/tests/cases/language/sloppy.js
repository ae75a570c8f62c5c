function f() { return typeof this; }
function g() { "use strict"; return typeof this; }
console.log(f(), g(), 010, this === module.exports, typeof undeclared);
implicit = 5;
console.log(implicit, globalThis.implicit, delete globalThis.implicit, typeof implicit);
console.log(eval("1 + 1"), new Function("a", "return a * 2")(4), (0, eval)("typeof require"));
