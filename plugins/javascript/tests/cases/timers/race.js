const wait = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
const fail = (ms, m) => new Promise((_, r) => setTimeout(() => r(new Error(m)), ms));
(async () => {
  console.log(await Promise.race([wait(20, "slow"), wait(10, "fast")]));
  console.log(await Promise.all([wait(3, 1), wait(1, 2), 3]));
  console.log((await Promise.allSettled([wait(1, "ok"), fail(2, "bad")])).map((r) => [r.status, r.value ?? r.reason.message]));
  console.log(await Promise.any([fail(1, "x"), wait(5, "any")]));
})();
