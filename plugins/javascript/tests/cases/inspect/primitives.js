console.log(1, -0, 0, 1.5, NaN, Infinity, 10n, true, null, undefined, Symbol("s"), Symbol());
console.log("text", ["text", "it's", 'say "hi"', `both ' and "`, "line\nbreak", "tab\t", "\u0001", "é", "😀"]);
