// `node:events`.

const errors = internal("errors");
let defaultMaxListeners = 10;

function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}
EventEmitter.init = function () {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null);
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
};
EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

function check(listener) {
  if (typeof listener !== "function") throw errors.invalidType("listener", "of type function", listener);
}
function add(emitter, name, listener, isFirst) {
  check(listener);
  if (emitter._events === undefined) EventEmitter.init.call(emitter);
  const events = emitter._events;
  if (events.newListener !== undefined) emitter.emit("newListener", name, listener.listener ?? listener);
  const existing = events[name];
  if (existing === undefined) {
    events[name] = listener;
    emitter._eventsCount++;
  } else if (typeof existing === "function") events[name] = isFirst ? [listener, existing] : [existing, listener];
  else if (isFirst) existing.unshift(listener);
  else existing.push(listener);
  const list = events[name];
  const most = emitter.getMaxListeners();
  if (typeof list !== "function" && most > 0 && list.length > most && !list.warned) {
    list.warned = true;
    internal("process").process.emitWarning(Object.assign(new Error(
      `Possible EventEmitter memory leak detected. ${list.length} ${String(name)} listeners added to ${
        internal("inspect").inspect(emitter, { depth: -1 })}. MaxListeners is ${most}. Use emitter.setMaxListeners() to increase limit`),
    { name: "MaxListenersExceededWarning" }));
  }
  return emitter;
}
function listOf(emitter, name) {
  const found = emitter._events?.[name];
  return found === undefined ? [] : typeof found === "function" ? [found] : [...found];
}
function once(emitter, name, listener) {
  check(listener);
  const wrapped = function (...args) {
    emitter.removeListener(name, wrapped);
    return listener.apply(emitter, args);
  };
  wrapped.listener = listener;
  return wrapped;
}

const methods = {
  setMaxListeners(n) { this._maxListeners = n; return this; },
  getMaxListeners() { return this._maxListeners ?? defaultMaxListeners; },
  emit(name, ...args) {
    const list = listOf(this, name);
    if (name === "error" && list.length === 0) {
      const [error] = args;
      if (error instanceof Error) throw error;
      const shown = internal("inspect").inspect(error);
      const thrown = errors.coded(Error, "ERR_UNHANDLED_ERROR", `Unhandled error. (${shown})`);
      thrown.context = error;
      throw thrown;
    }
    for (const listener of list) Reflect.apply(listener, this, args);
    return list.length > 0;
  },
  addListener(name, listener) { return add(this, name, listener, false); },
  on(name, listener) { return add(this, name, listener, false); },
  prependListener(name, listener) { return add(this, name, listener, true); },
  once(name, listener) { return this.on(name, once(this, name, listener)); },
  prependOnceListener(name, listener) { return this.prependListener(name, once(this, name, listener)); },
  removeListener(name, listener) {
    check(listener);
    const list = listOf(this, name);
    const index = list.findLastIndex((known) => known === listener || known.listener === listener);
    if (index === -1) return this;
    list.splice(index, 1);
    if (list.length === 0) {
      delete this._events[name];
      this._eventsCount--;
    } else this._events[name] = list.length === 1 ? list[0] : list;
    if (this._events.removeListener !== undefined) this.emit("removeListener", name, listener);
    return this;
  },
  removeAllListeners(name) {
    if (name === undefined) {
      this._events = Object.create(null);
      this._eventsCount = 0;
    } else if (this._events?.[name] !== undefined) {
      delete this._events[name];
      this._eventsCount--;
    }
    return this;
  },
  listeners(name) { return listOf(this, name).map((listener) => listener.listener ?? listener); },
  rawListeners(name) { return listOf(this, name); },
  listenerCount(name, listener) {
    const list = listOf(this, name);
    return listener === undefined ? list.length : list.filter((l) => l === listener || l.listener === listener).length;
  },
  eventNames() { return this._events === undefined ? [] : Reflect.ownKeys(this._events); },
};
methods.off = methods.removeListener;
for (const [name, method] of Object.entries(methods)) EventEmitter.prototype[name] = method;

EventEmitter.once = (emitter, name, options = {}) => internal("events_waiting").once(emitter, name, options);
EventEmitter.on = (emitter, name) => internal("events_waiting").on(emitter, name);
EventEmitter.listenerCount = (emitter, name) => emitter.listenerCount(name);
EventEmitter.getEventListeners = (emitter, name) => emitter.listeners?.(name) ?? [];
EventEmitter.setMaxListeners = (n, ...emitters) => {
  if (emitters.length === 0) defaultMaxListeners = n;
  for (const emitter of emitters) emitter.setMaxListeners?.(n);
};
Object.defineProperty(EventEmitter, "defaultMaxListeners", {
  get: () => defaultMaxListeners, set: (n) => { defaultMaxListeners = n; }, enumerable: true,
});
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.errorMonitor = Symbol("events.errorMonitor");
EventEmitter.captureRejectionSymbol = Symbol.for("nodejs.rejection");

Object.assign(exports, { EventEmitter });
