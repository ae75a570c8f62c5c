console.log(["apple", "banana", "cherry", "date", "elderberry", "fig", "grape", "honeydew melon"]);
console.log("the quick brown fox jumps over the lazy dog and runs away".split(" "));
console.log(["a", "b", "c", "d", "e", "f", "g"]);
