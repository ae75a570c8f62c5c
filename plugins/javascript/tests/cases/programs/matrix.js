const multiply = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((s, x, k) => s + x * b[k][j], 0)));
console.log(multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]]));
console.log(Array.from({ length: 4 }, (_, i) => Array.from({ length: 4 }, (_, j) => (i + 1) * (j + 1))));
