const c = new AbortController();
c.signal.addEventListener("abort", () => console.log("aborted", c.signal.reason.name, c.signal.reason.message));
console.log(c.signal.aborted);
c.abort();
console.log(c.signal.aborted, c.signal.reason.code);
try { c.signal.throwIfAborted(); } catch (e) { console.log(e.name, e instanceof DOMException); }
console.log(AbortSignal.abort("why").reason);
const t = AbortSignal.timeout(10);
setTimeout(() => console.log(t.aborted, t.reason.name), 20);
