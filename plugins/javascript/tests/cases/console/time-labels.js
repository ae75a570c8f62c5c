console.timeEnd("never");
console.timeLog("nope");
