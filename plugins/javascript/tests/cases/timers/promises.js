const { setTimeout: sleep } = require("node:timers/promises");
(async () => {
  console.log(await sleep(10, "value"));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  try { await sleep(1000, null, { signal: controller.signal }); } catch (e) { console.log(e.name, e.code, e.message); }
})();
