async function retry(fn, { times = 3, delay = 10 } = {}) {
  for (let attempt = 1; ; attempt++) {
    try { return await fn(attempt); } catch (error) {
      console.log(`attempt ${attempt} failed: ${error.message}`);
      if (attempt === times) throw error;
      await new Promise((r) => setTimeout(r, delay * 2 ** attempt));
    }
  }
}
retry(async (n) => { if (n < 3) throw new Error(`no ${n}`); return `ok after ${n}`; }).then(console.log);
retry(async () => { throw new Error("always"); }, { times: 2 }).catch((e) => console.log("gave up:", e.message));
