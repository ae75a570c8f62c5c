// `process`: arguments, environment, streams, exit.

const { EventEmitter } = internal("events");
const clock = internal("clock");
const errors = internal("errors");

class Output extends EventEmitter {
  constructor(fd) {
    super();
    this.fd = fd;
    this.writable = true;
    this.isTTY = false;
  }
  write(chunk, encoding, done) {
    if (typeof encoding === "function") done = encoding;
    if (typeof chunk === "string") native.write(this.fd, chunk.toWellFormed());
    else if (ArrayBuffer.isView(chunk)) native.writeBytes(this.fd, latin1(chunk));
    else throw errors.invalidType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk);
    if (typeof done === "function") internal("timers").nextTick(done);
    return true;
  }
  end(chunk, encoding, done) {
    if (chunk !== undefined && typeof chunk !== "function") this.write(chunk, encoding);
    this.emit("finish");
    return this;
  }
  getColorDepth() { return 1; }
  hasColors() { return false; }
  cork() {}
  uncork() {}
}
function latin1(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

const process = new EventEmitter();
const hidden = Object.create(Object.getPrototypeOf(process), { constructor: { value: function process() {}, writable: true, configurable: true } });
Object.setPrototypeOf(process, hidden);
Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });

function exit(code = process.exitCode ?? 0) {
  code = Number(code) | 0;
  process.exitCode = code;
  if (!process._exiting) {
    process._exiting = true;
    process.emit("exit", code);
  }
  native.exit((Number(process.exitCode ?? code) | 0) & 255);
  throw new Error("process.exit");
}

function hrtime(before) {
  const ms = clock.elapsed();
  let seconds = Math.floor(ms / 1000);
  let nanos = Math.round((ms % 1000) * 1e6);
  if (before) {
    seconds -= before[0];
    nanos -= before[1];
    if (nanos < 0) { seconds--; nanos += 1e9; }
  }
  return [seconds, nanos];
}
hrtime.bigint = () => BigInt(Math.round(clock.elapsed() * 1e6));

let cwd = "/workspace";
Object.assign(process, {
  title: "node", version: "v20.0.0", arch: "x64", platform: "linux", pid: 1000, ppid: 999,
  versions: { node: "20.0.0", v8: "11.3" }, release: { name: "node" }, execArgv: [],
  execPath: "/usr/local/bin/node", exitCode: undefined, features: {}, config: {},
  argv: ["/usr/local/bin/node", "/workspace/example.js", ...native.args], env: native.env,
  exit, reallyExit: exit, hrtime, nextTick: internal("timers").nextTick,
  cwd: () => cwd,
  chdir: (to) => { cwd = internal("path").resolve(to); },
  uptime: () => clock.elapsed() / 1000,
  memoryUsage: Object.assign(() => ({ rss: 50331648, heapTotal: 6291456, heapUsed: 4194304, external: 1048576, arrayBuffers: 10515 }), { rss: () => 50331648 }),
  cpuUsage: () => ({ user: Math.round(clock.elapsed() * 1000), system: 0 }),
  umask: () => 18, getuid: () => 1000, getgid: () => 1000,
  abort: () => { native.exit(134); throw new Error("abort"); },
  kill: (pid, signal = "SIGTERM") => {
    if (process.listenerCount(signal) > 0) internal("timers").setImmediate(() => process.emit(signal, signal));
    else if (signal !== 0) exit(143);
    return true;
  },
  emitWarning(warning, type = "Warning", code) {
    if (typeof type === "object") ({ type = "Warning", code } = type);
    const error = warning instanceof Error ? warning : Object.assign(new Error(warning), code ? { code } : {});
    if (!(warning instanceof Error)) error.name = type;
    internal("timers").nextTick(() => {
      process.emit("warning", error);
      native.write(2, `(node:${process.pid}) ${code ? `[${code}] ` : ""}${error.name}: ${error.message}\n`);
      if (!warned) native.write(2, "(Use `node --trace-warnings ...` to show where the warning was created)\n");
      warned = true;
    });
  },
  getBuiltinModule: (name) => internal("modules").builtin(name.replace(/^node:/, "")),
});
let warned = false;
for (const [name, make] of [["stdout", () => new Output(1)], ["stderr", () => new Output(2)], ["stdin", () => new (internal("stdin").Input)()]]) {
  let stream;
  Object.defineProperty(process, name, { get: () => (stream ??= make()), configurable: true, enumerable: true });
}

Object.assign(exports, { process, latin1 });
