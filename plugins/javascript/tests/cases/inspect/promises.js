console.log(Promise.resolve(5), Promise.resolve({ a: [1] }), new Promise(() => {}));
const rejected = Promise.reject(new RangeError("no"));
rejected.catch(() => {});
console.log(Promise.resolve(), { p: Promise.resolve("x") });
(async () => 1)().then(console.log);
