async function* ticker(n) { for (let i = 0; i < n; i++) { await null; yield i; } }
(async () => {
  for await (const t of ticker(3)) console.log("t", t);
  const g = ticker(1);
  console.log(await g.next(), await g.next());
})();
