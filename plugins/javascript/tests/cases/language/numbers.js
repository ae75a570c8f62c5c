console.log(0.1 + 0.2, 1 / 3, 1e21, 1e-7, 123456789012345680000, 5e-324, 1.7976931348623157e308, -1e-7, 100000000000000000000);
console.log((25).toString(2), (255).toString(16), (0.5).toString(2), (1.005).toFixed(2), (1234.5678).toFixed(1), (0.000001234).toPrecision(2), (1e21).toFixed(2), (123.456).toExponential(1));
console.log(Number.MAX_SAFE_INTEGER, Number.EPSILON, Number.isInteger(5.0), Math.round(-0.5), Math.round(2.5), Math.sign(-3), Math.trunc(-4.7), Math.hypot(3, 4), Math.cbrt(27), Math.fround(5.5));
console.log(2n ** 64n, -7n / 2n, BigInt.asUintN(8, 257n), BigInt("0xff"), 5n > 4, 10n === 10n, typeof (5n * 2n));
