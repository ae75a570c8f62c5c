const m = "2024-03-05".match(/(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)/);
console.log(m.groups, m.index, m[1], m);
console.log([..."a1b22c333".matchAll(/[a-z](\d+)/g)].map((x) => x[1]), "aBc".replace(/[a-z]/gi, (c) => c.toUpperCase() + "."), /^\p{Lu}/u.test("É"), "x".match(/y/), "a.b*c".replace(/[.*]/g, "\\$&"));
const re = /a/g;
console.log(re.test("aa"), re.lastIndex, re.test("aa"), re.test("aa"), /(?<=\$)\d+/.exec("cost $42")[0], "abc".search(/c/), "aaa".replace(/a/y, "b"), /a(?!b)/.source, /x/dgimsuy.flags);
console.log("one two".match(/\w+/g), /(a)|(b)/.exec("b"));
