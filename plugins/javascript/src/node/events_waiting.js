// `events.once` and `events.on`: events as promises.

const once = (emitter, name, { signal } = {}) => new Promise((done, fail) => {
  if (typeof emitter.addEventListener === "function") {
    emitter.addEventListener(name, (...args) => done(args), { once: true });
    return;
  }
  const failed = (error) => { emitter.removeListener(name, came); fail(error); };
  const came = (...args) => { emitter.removeListener("error", failed); done(args); };
  emitter.once(name, came);
  if (name !== "error") emitter.once("error", failed);
  signal?.addEventListener("abort", () => failed(signal.reason), { once: true });
});
const on = (emitter, name) => {
  const queue = [];
  const waiting = [];
  let failure;
  emitter.on(name, (...args) => (waiting.length > 0 ? waiting.shift().done({ value: args, done: false }) : queue.push(args)));
  if (name !== "error") emitter.on("error", (error) => { failure = error; waiting.shift()?.fail(error); });
  return {
    next: () => (queue.length > 0 ? Promise.resolve({ value: queue.shift(), done: false })
      : failure ? Promise.reject(failure) : new Promise((done, fail) => waiting.push({ done, fail }))),
    return: () => Promise.resolve({ value: undefined, done: true }),
    [Symbol.asyncIterator]() { return this; },
  };
};

Object.assign(exports, { once, on });
