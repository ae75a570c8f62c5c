console.log(Array.from({ length: 27 }, (_, i) => i * 137));
console.log([1.5, 22.25, 333.125, 4, 5, 6, 7, 8]);
console.log([-1, -22, 333, -4444, 5, 6, 7]);
console.log(Array.from({ length: 12 }, (_, i) => BigInt(i) ** 5n));
