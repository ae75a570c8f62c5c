// The virtual clock. It stands still while code runs and moves when everything waits.

const start = native.now * 1000;
const RealDate = Date;
// After this many readings in a row a program is taken to wait for the clock itself.
const PATIENCE = 10000;
const state = { elapsed: 0, readings: 0 };

// Milliseconds since the start. Readings in a row make the clock move in the end, so that a loop
// that watches it ends.
function elapsed() {
  if (++state.readings > PATIENCE) moveTo(state.elapsed + 1);
  return state.elapsed;
}

function moveTo(milliseconds) {
  if (native.timeout !== undefined && native.timeout !== null && milliseconds * 1e6 > native.timeout) {
    native.limit("timeout", `the run took more than ${native.timeout / 1e9} s of its clock`);
    throw new Error("timeout");
  }
  if (milliseconds > state.elapsed) state.elapsed = milliseconds;
  state.readings = state.readings > PATIENCE ? PATIENCE : 0;
}

const now = () => Math.floor(start + elapsed());

function install() {
  const VirtualDate = function Date(...args) {
    if (new.target === undefined) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target);
  };
  VirtualDate.prototype = RealDate.prototype;
  Object.defineProperty(VirtualDate, "prototype", { writable: false, enumerable: false });
  Object.defineProperty(VirtualDate, "length", { value: 7 });
  for (const [name, value] of [["UTC", RealDate.UTC], ["parse", RealDate.parse], ["now", { now: () => now() }.now]]) {
    Object.defineProperty(VirtualDate, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(RealDate.prototype, "constructor", { value: VirtualDate, writable: true, configurable: true });
  Object.defineProperty(globalThis, "Date", { value: VirtualDate, writable: true, configurable: true });
}

Object.assign(exports, { install, elapsed, moveTo, state, start, now });
