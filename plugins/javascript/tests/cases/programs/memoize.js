const memo = (f, cache = new Map()) => (n) => cache.has(n) ? cache.get(n) : (cache.set(n, f(n)), cache.get(n));
const fib = memo((n) => (n < 2 ? BigInt(n) : fib(n - 1) + fib(n - 2)));
console.log(fib(90), fib(10));
const primes = [];
for (let n = 2; primes.length < 20; n++) if (primes.every((p) => n % p)) primes.push(n);
console.log(primes);
