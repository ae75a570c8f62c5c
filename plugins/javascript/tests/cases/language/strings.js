const s = "The quick brown fox";
console.log(s.split(" "), s.replace(/(\w+) (\w+)/, "$2 $1"), s.replaceAll("o", "0"), s.at(-1), s.padEnd(22, "."), s.slice(-3), s.substring(4, 9), s.indexOf("q"));
console.log("abc".localeCompare("abd"), ["é", "e", "z", "a"].sort(), "ß".toUpperCase(), "İ".toLowerCase().length, "a-b-c".split("-", 2), "x".codePointAt(0), String.fromCodePoint(128512), [..."a😀b"].length, "😀".length);
console.log("  trim ".trim() + "|", "abc".includes("b"), "abcabc".lastIndexOf("b"), "a,b,,c".split(","), "x".repeat(3), "\u00e9" === "e\u0301".normalize(), `multi
line`, String.raw`a\nb`, "abc" < "abd", "a".concat(1, null));
