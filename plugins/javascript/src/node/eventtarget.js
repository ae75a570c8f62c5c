// `EventTarget`, `Event`, `AbortController` and `DOMException`.

const errors = internal("errors");
const custom = Symbol.for("nodejs.util.inspect.custom");
const hidden = Symbol("event");

const codes = { IndexSizeError: 1, NotFoundError: 8, NotSupportedError: 9, InvalidStateError: 11, SyntaxError: 12, InvalidCharacterError: 5, DataCloneError: 25, AbortError: 20, TimeoutError: 23, NetworkError: 19 };
class DOMException extends Error {
  constructor(message = "", name = "Error") {
    super(message);
    const given = typeof name === "object" ? name : { name };
    Object.defineProperty(this, "name", { value: given.name ?? "Error", configurable: true });
    Object.defineProperty(this, "code", { value: codes[given.name] ?? 0, configurable: true });
    const stack = String(this.stack);
    Object.defineProperty(this, "stack", { value: stack.replace(/^\w*/, `DOMException [${this.name}]`), configurable: true });
    if ("cause" in given) Object.defineProperty(this, "cause", { value: given.cause });
  }
}

class Event {
  constructor(type, { bubbles = false, cancelable = false, composed = false } = {}) {
    if (arguments.length === 0) throw errors.coded(TypeError, "ERR_MISSING_ARGS", 'The "type" argument must be specified');
    Object.defineProperty(this, hidden, { value: { type: `${type}`, bubbles, cancelable, composed, target: null, stopped: false, prevented: false, timeStamp: internal("clock").elapsed() } });
  }
  get type() { return this[hidden].type; }
  get target() { return this[hidden].target; }
  get currentTarget() { return this[hidden].target; }
  get srcElement() { return this[hidden].target; }
  get bubbles() { return this[hidden].bubbles; }
  get cancelable() { return this[hidden].cancelable; }
  get composed() { return this[hidden].composed; }
  get defaultPrevented() { return this[hidden].prevented; }
  get returnValue() { return !this[hidden].prevented; }
  get timeStamp() { return this[hidden].timeStamp; }
  get eventPhase() { return this[hidden].target ? 2 : 0; }
  get isTrusted() { return false; }
  composedPath() { return this[hidden].target ? [this[hidden].target] : []; }
  preventDefault() { if (this.cancelable) this[hidden].prevented = true; }
  stopPropagation() {}
  stopImmediatePropagation() { this[hidden].stopped = true; }
  [custom](depth, options, inspect) {
    return `${this.constructor.name} ${inspect({ type: this.type, defaultPrevented: this.defaultPrevented, cancelable: this.cancelable, timeStamp: this.timeStamp }, options)}`;
  }
}
class CustomEvent extends Event {
  #detail;
  constructor(type, options = {}) {
    super(type, options);
    this.#detail = options.detail ?? null;
  }
  get detail() { return this.#detail; }
}

const listeners = new WeakMap();
const listOf = (target) => {
  if (!listeners.has(target)) listeners.set(target, new Map());
  return listeners.get(target);
};
class EventTarget {
  addEventListener(type, listener, options = {}) {
    if (listener == null) return;
    const { once = false, capture = false, signal } = typeof options === "boolean" ? { capture: options } : options;
    if (signal?.aborted) return;
    const list = listOf(this).get(`${type}`) ?? [];
    if (list.some((known) => known.listener === listener && known.capture === capture)) return;
    list.push({ listener, once, capture });
    listOf(this).set(`${type}`, list);
    signal?.addEventListener("abort", () => this.removeEventListener(type, listener, options), { once: true });
  }
  removeEventListener(type, listener, options = {}) {
    const capture = typeof options === "boolean" ? options : options?.capture ?? false;
    const list = listOf(this).get(`${type}`) ?? [];
    listOf(this).set(`${type}`, list.filter((known) => known.listener !== listener || known.capture !== capture));
  }
  dispatchEvent(event) {
    if (!(event instanceof Event)) throw errors.invalidType("event", "an instance of Event", event);
    event[hidden].target = this;
    for (const known of [...(listOf(this).get(event.type) ?? [])]) {
      if (known.once) this.removeEventListener(event.type, known.listener, known.capture);
      try {
        if (typeof known.listener === "function") known.listener.call(this, event);
        else known.listener.handleEvent(event);
      } catch (error) {
        internal("timers").nextTick(() => { throw error; });
      }
      if (event[hidden].stopped) break;
    }
    return !event.defaultPrevented;
  }
  [custom]() { return `${this.constructor.name} {}`; }
}

const making = Symbol("making");
class AbortSignal extends EventTarget {
  #aborted = false;
  #reason;
  onabort = null;
  constructor(key) {
    if (key !== making) throw errors.coded(TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    super();
    Object.defineProperty(this, "onabort", { enumerable: false });
  }
  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }
  throwIfAborted() { if (this.#aborted) throw this.#reason; }
  static [making](signal, reason = new DOMException("This operation was aborted", "AbortError")) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    const event = new Event("abort");
    signal.onabort?.call(signal, event);
    signal.dispatchEvent(event);
  }
  static abort(reason) {
    const signal = new AbortSignal(making);
    AbortSignal[making](signal, reason);
    return signal;
  }
  static timeout(delay) {
    const signal = new AbortSignal(making);
    setTimeout(() => AbortSignal[making](signal, new DOMException("The operation was aborted due to timeout", "TimeoutError")), delay).unref();
    return signal;
  }
  static any(signals) {
    const made = new AbortSignal(making);
    for (const signal of signals) {
      if (signal.aborted) AbortSignal[making](made, signal.reason);
      else signal.addEventListener("abort", () => AbortSignal[making](made, signal.reason), { once: true });
    }
    return made;
  }
  [custom](depth, options, inspect) { return `AbortSignal ${inspect({ aborted: this.aborted }, options)}`; }
}
class AbortController {
  #signal = new AbortSignal(making);
  get signal() { return this.#signal; }
  abort(reason) { AbortSignal[making](this.#signal, reason); }
  [custom](depth, options, inspect) { return `AbortController ${inspect({ signal: this.signal }, options)}`; }
}
for (const [kind, tag] of [[Event, "Event"], [EventTarget, "EventTarget"], [AbortSignal, "AbortSignal"], [AbortController, "AbortController"], [DOMException, "DOMException"]]) {
  Object.defineProperty(kind.prototype, Symbol.toStringTag, { value: tag, configurable: true });
}

Object.assign(exports, { Event, EventTarget, CustomEvent, AbortController, AbortSignal, DOMException });
