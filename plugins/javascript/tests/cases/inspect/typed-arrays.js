console.log(new Uint8Array([1, 2, 3]), new Float64Array(2), new BigInt64Array(1), new Uint8Array(0));
console.log(new ArrayBuffer(4), new DataView(new ArrayBuffer(2)));
console.log(new Uint16Array(Array.from({ length: 20 }, (_, i) => i * 1000)));
