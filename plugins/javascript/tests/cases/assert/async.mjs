import assert from "node:assert/strict";
await assert.rejects(Promise.reject(new Error("no")), /no/);
await assert.doesNotReject(Promise.resolve());
await assert.rejects(async () => { throw new RangeError("r"); }, { name: "RangeError", message: "r" });
try { assert.equal(1, "1"); } catch (e) { console.log(e.message); }
try { await assert.rejects(Promise.resolve(1)); } catch (e) { console.log(e.message); }
