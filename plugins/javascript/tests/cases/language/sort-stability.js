const people = [["a", 2], ["b", 1], ["c", 2], ["d", 1]];
console.log(people.sort((x, y) => x[1] - y[1]), [3, 20, 100].sort(), [true, false].sort(), ["B", "a", "C"].sort((x, y) => x.toLowerCase() < y.toLowerCase() ? -1 : 1));
