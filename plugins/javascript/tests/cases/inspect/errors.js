const error = new Error("broken");
error.stack = "Error: broken\n    at somewhere";
console.log(error);
console.log({ error });
console.log(Object.assign(error, { code: "E_BROKEN", details: { at: 1 } }));
const bare = new TypeError("bare");
bare.stack = "TypeError: bare";
console.log(bare, [bare], { bare });
