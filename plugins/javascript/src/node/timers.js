// Timers and the event loop, in the order in which Node.js does things.

const clock = internal("clock");
const errors = internal("errors");
const ticks = [];
const immediates = [];
let timers = [];
let sequence = 0;
// The things besides timers that keep a program going: functions that return whether they did something.
const sources = [];

class Timeout {
  constructor(callback, delay, args, repeat) {
    delay = Number(delay);
    if (!(delay >= 1 && delay <= 2147483647)) delay = 1;
    this._idleTimeout = Math.trunc(delay);
    this._onTimeout = callback;
    this._repeat = repeat ? this._idleTimeout : null;
    this._destroyed = false;
    hidden(this, { args, id: ++sequence, isRef: true, due: clock.state.elapsed + this._idleTimeout, order: sequence });
    insert(this);
  }
  ref() { this[at].isRef = true; return this; }
  unref() { this[at].isRef = false; return this; }
  hasRef() { return this[at].isRef; }
  refresh() {
    remove(this);
    this[at].due = clock.state.elapsed + this._idleTimeout;
    this[at].order = ++sequence;
    insert(this);
    return this;
  }
  close() { clear(this); return this; }
  [Symbol.toPrimitive]() { return this[at].id; }
  [Symbol.dispose]() { clear(this); }
}
const at = Symbol("timer");
class Immediate {}
const hidden = (object, value) => Object.defineProperty(object, at, { value });

function insert(timer) {
  const { due, order } = timer[at];
  let index = timers.length;
  while (index > 0 && (timers[index - 1][at].due > due ||
    (timers[index - 1][at].due === due && timers[index - 1][at].order > order))) index--;
  timers.splice(index, 0, timer);
}
function remove(timer) {
  const index = timers.indexOf(timer);
  if (index !== -1) timers.splice(index, 1);
}
function clear(timer) {
  if (typeof timer === "number" || typeof timer === "string") timer = timers.find((t) => t[at].id === +timer);
  if (!timer || !timer[at]) return;
  remove(timer);
  timer._destroyed = true;
}
function callable(callback) {
  if (typeof callback === "function") return;
  throw errors.coded(TypeError, "ERR_INVALID_ARG_TYPE",
    `The "callback" argument must be of type function. Received ${errors.received(callback)}`);
}

function setTimeout(callback, delay, ...args) {
  callable(callback);
  return new Timeout(callback, delay, args, false);
}
function setInterval(callback, delay, ...args) {
  callable(callback);
  return new Timeout(callback, delay, args, true);
}
function setImmediate(callback, ...args) {
  callable(callback);
  const immediate = new Immediate();
  hidden(immediate, { callback, args });
  immediates.push(immediate);
  return immediate;
}
function clearImmediate(immediate) {
  const index = immediates.indexOf(immediate);
  if (index !== -1) immediates.splice(index, 1);
  if (immediate?.[at]) immediate[at].callback = undefined;
}
function queueMicrotask(callback) {
  callable(callback);
  Promise.resolve().then(() => guarded(callback, []));
}
function nextTick(callback, ...args) {
  callable(callback);
  ticks.push({ callback, args });
}

// Calls it; what it throws ends the program, unless that has a handler for it.
function guarded(callback, args, receiver) {
  try {
    Reflect.apply(callback, receiver, args);
  } catch (error) {
    errors.uncaught(error);
  }
}

function settle() {
  do {
    while (ticks.length > 0) {
      const { callback, args } = ticks.shift();
      guarded(callback, args);
      if (errors.isFatal()) return;
    }
    native.jobs();
    if (errors.isFatal()) return;
  } while (ticks.length > 0);
  errors.rejections();
  if (ticks.length > 0 && !errors.isFatal()) settle();
}

function runTimers() {
  const now = clock.state.elapsed;
  while (timers.length > 0 && timers[0][at].due <= now) {
    const timer = timers.shift();
    if (timer._repeat !== null) {
      timer[at].due = now + timer._repeat;
      timer[at].order = ++sequence;
      insert(timer);
    }
    guarded(timer._onTimeout, timer[at].args, timer);
    if (timer._repeat === null) timer._destroyed = true;
    if (errors.isFatal()) return;
    settle();
    if (errors.isFatal()) return;
  }
}

// Runs until nothing is left to do, or the program is over.
function loop() {
  settle();
  // Starting takes a millisecond, so a timer of none or one comes before `setImmediate`.
  if (!errors.isFatal() && clock.state.elapsed === 0 && timers[0]?.[at].due === 1) clock.moveTo(1);
  for (;;) {
    if (errors.isFatal()) return;
    runTimers();
    if (errors.isFatal()) return;
    let worked = false;
    for (const source of sources) {
      if (source()) {
        worked = true;
        settle();
        if (errors.isFatal()) return;
      }
    }
    if (immediates.length > 0) {
      for (const immediate of immediates.splice(0)) {
        const { callback, args } = immediate[at];
        if (callback === undefined) continue;
        guarded(callback, args, immediate);
        if (errors.isFatal()) return;
        settle();
        if (errors.isFatal()) return;
      }
      continue;
    }
    if (worked) continue;
    if (!timers.some((timer) => timer[at].isRef)) return;
    clock.moveTo(timers[0][at].due);
  }
}

Object.assign(exports, {
  setTimeout, setInterval, setImmediate, clearTimeout: clear, clearInterval: clear, clearImmediate,
  queueMicrotask, nextTick, loop, settle, sources, Timeout, Immediate,
  count: () => sequence,
  isBusy: () => immediates.length > 0 || timers.some((timer) => timer[at].isRef),
});
