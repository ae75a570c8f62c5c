// `node:timers/promises`.

const errors = internal("errors");
const { setTimeout, setImmediate, clearTimeout, clearImmediate } = internal("timers");

const promises = {
  setTimeout: (delay, value, options) => aborting(options, (done) => {
    const timer = setTimeout(() => done(value), delay);
    return () => clearTimeout(timer);
  }),
  setImmediate: (value, options) => aborting(options, (done) => {
    const immediate = setImmediate(() => done(value));
    return () => clearImmediate(immediate);
  }),
  setInterval: async function* (delay, value) {
    for (;;) {
      await new Promise((done) => { setTimeout(done, delay); });
      yield value;
    }
  },
  scheduler: { wait: (delay, options) => promises.setTimeout(delay, undefined, options), yield: () => promises.setImmediate() },
};

function aborting(options, begin) {
  const signal = options?.signal;
  const failed = () => {
    const error = errors.coded(Error, "ABORT_ERR", "The operation was aborted", { cause: signal.reason });
    Object.defineProperty(error, "name", { value: "AbortError", writable: true, configurable: true });
    return error;
  };
  if (signal?.aborted) return Promise.reject(failed());
  return new Promise((done, fail) => {
    const stop = begin(done);
    signal?.addEventListener("abort", () => {
      stop();
      fail(failed());
    }, { once: true });
  });
}

Object.assign(exports, { promises });
