const util = require("util");
console.log(util.format("%s=%d", "a", 1), util.format(1, 2, { a: 1 }), util.isDeepStrictEqual({ a: [1] }, { a: [1] }));
console.log(util.types.isPromise(Promise.resolve()), util.types.isRegExp(/x/), util.types.isDate(5), util.types.isTypedArray(new Uint8Array()));
console.log(util.inspect(new Map([["a", { b: { c: {} } }]]), { depth: 0 }), util.stripVTControlCharacters("\u001b[31mred\u001b[0m"));
