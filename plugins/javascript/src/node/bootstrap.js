// Puts the pieces together: globals, the ones that are seldom used made when first asked for, and
// what Rust calls.

const loaded = new Map();
internal = (name) => {
  let module = loaded.get(name);
  if (module === undefined) {
    loaded.set(name, module = {});
    try {
      native.script(name)(module, internal, native);
    } catch (error) {
      // Out of memory: half a script is none.
      loaded.delete(name);
      throw error;
    }
  }
  return module;
};

internal.has = (name) => loaded.has(name);

const define = (name, value) => Object.defineProperty(globalThis, name, {
  value, writable: true, configurable: true, enumerable: false,
});
const lazily = (from, ...names) => {
  for (const name of names) {
    Object.defineProperty(globalThis, name, {
      get: () => {
        const value = internal(from)[name];
        define(name, value);
        return value;
      },
      set: (value) => define(name, value),
      configurable: true, enumerable: false,
    });
  }
};

internal("errors").install();
internal("clock").install();
internal("random").install();
internal("json").install();

const { process } = internal("process");
define("global", globalThis);
define("process", process);
define("console", internal("console").console);
for (const name of ["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask"]) {
  define(name, internal("timers")[name]);
}
lazily("performance", "performance");
lazily("url", "URL", "URLSearchParams");
lazily("buffer", "Buffer", "Blob");
lazily("encoding", "TextEncoder", "TextDecoder", "atob", "btoa");
lazily("eventtarget", "Event", "EventTarget", "CustomEvent", "AbortController", "AbortSignal", "DOMException");
lazily("structured_clone", "structuredClone");
lazily("fetch", "fetch", "Headers", "Request", "Response");
lazily("crypto", "crypto");
for (const name of ["toString", "toDateString", "toTimeString", "getTimezoneOffset"]) {
  const method = { [name]() { return internal("date").methods[name].call(this); } }[name];
  Object.defineProperty(Date.prototype, name, { value: method, writable: true, configurable: true, enumerable: false });
}
for (const [proto, names] of [
  [Number.prototype, ["toLocaleString"]],
  [BigInt.prototype, ["toLocaleString"]],
  [Date.prototype, ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]],
]) {
  for (const name of names) {
    const method = { [name](...args) { return internal("locale").localized(this, name, args); } }[name];
    Object.defineProperty(proto, name, { value: method, writable: true, configurable: true });
  }
}
lazily("locale", "Intl");
for (const name of ["gc", "navigator"]) delete globalThis[name];

const { run } = internal("modules");
Object.assign(exports, {
  resolve: (base, name) => internal("es_modules").resolve(base, name),
  load: (file) => internal("es_modules").load(file),
  rejection: internal("errors").rejection,
  run(...args) {
    delete exports.raised;
    const status = run(...args);
    const { raised } = internal("errors");
    if (raised.last) exports.raised = raised.last;
    raised.last = undefined;
    return status;
  },
  changed: () => (internal.has("fs") ? internal("fs").changed() : {}),
});
