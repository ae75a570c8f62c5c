// `console`, with tables, groups, counts and durations of the virtual clock.

const { formatWithOptions } = internal("format");
const clock = internal("clock");
const state = new WeakMap();

const duration = (ms) => {
  if (ms >= 3600000) {
    const h = ms / 3600000;
    return `${Math.floor(h)}:${String(Math.floor((ms % 3600000) / 60000)).padStart(2, "0")}:${String(Math.floor((ms % 60000) / 1000)).padStart(2, "0")} (h:mm:ss)`;
  }
  if (ms >= 60000) {
    const seconds = ((ms % 60000) / 1000).toFixed(3).padStart(6, "0");
    return `${Math.floor(ms / 60000)}:${seconds} (m:ss.mmm)`;
  }
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)}s`;
  return `${Number(ms.toFixed(3))}ms`;
};

class Console {
  constructor(stdout, stderr) {
    if (stdout && typeof stdout.write !== "function" && stdout.stdout) ({ stdout, stderr } = stdout);
    stderr ??= stdout;
    state.set(this, { stdout, stderr, indent: "", counts: new Map(), timers: new Map() });
    for (const name of methods) {
      this[name] = this[name].bind(this);
      Object.defineProperty(this[name], "name", { value: name });
    }
  }
  log(...args) { write(this, 1, formatWithOptions({}, ...args)); }
  warn(...args) { write(this, 2, formatWithOptions({}, ...args)); }
  dir(value, options) { write(this, 1, internal("inspect").inspect(value, { customInspect: false, ...options })); }
  assert(condition, ...args) {
    if (condition) return;
    args[0] = args.length === 0 ? "Assertion failed" : `Assertion failed: ${args[0]}`;
    this.warn(...args);
  }
  count(label = "default") {
    const { counts } = state.get(this);
    counts.set(`${label}`, (counts.get(`${label}`) ?? 0) + 1);
    this.log(`${label}: ${counts.get(`${label}`)}`);
  }
  countReset(label = "default") {
    if (!state.get(this).counts.delete(`${label}`)) warning(`Count for '${label}' does not exist`);
  }
  group(...args) {
    if (args.length > 0) this.log(...args);
    state.get(this).indent += "  ";
  }
  groupEnd() {
    const own = state.get(this);
    own.indent = own.indent.slice(0, -2);
  }
  time(label = "default") {
    const { timers } = state.get(this);
    if (timers.has(`${label}`)) warning(`Label '${label}' already exists for console.time()`);
    else timers.set(`${label}`, clock.elapsed());
  }
  timeEnd(label = "default") { if (told(this, label, "timeEnd", [])) state.get(this).timers.delete(`${label}`); }
  timeLog(label = "default", ...data) { told(this, label, "timeLog", data); }
  trace(...args) {
    const error = { name: "Trace", message: formatWithOptions({}, ...args) };
    Error.captureStackTrace(error, this.trace);
    this.error(error.stack);
  }
  table(data, only) {
    if (data === null || typeof data !== "object") return this.log(data);
    this.log(internal("table").table(data, only));
  }
}
const methods = ["log", "warn", "dir", "time", "timeEnd", "timeLog", "trace", "assert", "clear", "count", "countReset", "group", "groupEnd", "table", "debug", "info", "dirxml", "error", "groupCollapsed"];
Object.assign(Console.prototype, {
  debug: Console.prototype.log, info: Console.prototype.log, dirxml: Console.prototype.log,
  error: Console.prototype.warn, groupCollapsed: Console.prototype.group, clear() {},
});

function warning(text) {
  internal("process").process.emitWarning(text);
}

function told(console, label, method, data) {
  const started = state.get(console).timers.get(`${label}`);
  if (started === undefined) {
    warning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  console.log("%s: %s", `${label}`, duration(clock.elapsed() - started), ...data);
  return true;
}

function write(console, stream, text) {
  const own = state.get(console);
  if (own.indent !== "") text = own.indent + text.replaceAll("\n", `\n${own.indent}`);
  const to = stream === 1 ? own.stdout : own.stderr;
  if (to) to.write(`${text}\n`);
  else internal("process").process[stream === 1 ? "stdout" : "stderr"].write(`${text}\n`);
}

const console = new Console();
console.Console = Console;
Object.defineProperty(console, Symbol.toStringTag, { value: "console", configurable: true });
Object.assign(exports, { console, Console });
