// Errors as V8 has them: stacks, the words of messages, codes, and how a program ends by one.

const WORKSPACE = "/workspace/";
// Texts of what was compiled, by path, to show the line an error came from.
const texts = new Map();
// Files that stand in a function, which moves the columns of their first line.
const wrapped = new Set();
// Which part and step of the request a path is.
const parts = new Map();
const places = new WeakMap();
const raised = { last: undefined };
const state = { fatal: false, status: undefined, rejected: [] };

const shortPath = (path) => (path.startsWith(WORKSPACE) ? path.slice(WORKSPACE.length).replace(/^@\d+\//, "") : path);

function install() {
  Error.prepareStackTrace = prepare;
  Error.stackTraceLimit = 10;
  // The first line of a stack is made when it is first asked for, as in V8: by then a constructor
  // has set the name.
  const { get, set } = Object.getOwnPropertyDescriptor(Error.prototype, "stack");
  Object.defineProperty(Error.prototype, "stack", {
    get() {
      const frames = get.call(this);
      if (typeof frames !== "string" || !(frames === "" || frames.startsWith("\n    at "))) return frames;
      if (!headers.has(this)) headers.set(this, header(this));
      return headers.get(this) + frames;
    },
    set(value) { set.call(this, value); },
    configurable: true,
  });
  const { captureStackTrace } = Error;
  const capture = { captureStackTrace(target, above) {
    captureStackTrace(target, above);
    const own = Object.getOwnPropertyDescriptor(target, "stack")?.value;
    if (typeof own === "string") Object.defineProperty(target, "stack", { value: header(target) + own, writable: true, configurable: true });
  } };
  Object.defineProperty(Error, "captureStackTrace", { value: capture.captureStackTrace, writable: true, configurable: true });
}
const headers = new WeakMap();

const internals = new WeakSet();
const isOurs = (path) => path !== null && path.startsWith("node:internal");

// The stack in V8's form. The frames of the scripts here are left out.
function prepare(error, sites) {
  // The engine asks again when a script here throws what it caught.
  if (places.has(error) && isOurs(sites[0]?.getFileName() ?? null)) return "";
  const frames = [];
  let builtin = "";
  for (const site of sites) {
    const path = site.getFileName();
    if (path === null || path === undefined) {
      if (frames.length === 0) builtin ||= site.getFunctionName() ?? "";
      frames.push({ native: site.getFunctionName() });
      continue;
    }
    if (path === "<input>") continue;
    if (isOurs(path)) {
      if (frames.length === 0) internals.add(error);
      continue;
    }
    // A class of errors is not where its errors come from.
    const made = site.getFunction?.();
    if (frames.length === 0 && isClass(made) && made.prototype.isPrototypeOf(error)) continue;
    frames.push(frameOf(site, path));
  }
  try {
    internal("wording").reword(error, frames.find((frame) => frame.path), builtin, texts);
  } catch {}
  const last = frames.findLast((frame) => frame.path);
  if (last && sites.some((site) => site.getFileName() === "node:internal/timers" && site.getFunctionName() === "runTimers")) {
    last.name = last.name === "" ? "Timeout._onTimeout" : `Timeout.${last.name} [as _onTimeout]`;
  }
  places.set(error, frames.filter((frame) => frame.path));
  return frames.filter((frame, i) => frame.path || frames.slice(i + 1).some((f) => f.path))
    .map((frame) => `\n    at ${shown(frame)}`).join("");
}

function frameOf(site, path) {
  const line = site.getLineNumber();
  let column = site.getColumnNumber();
  const isWrapped = wrapped.has(path);
  if (line === 1 && isWrapped) column -= native.wrapper;
  const text = texts.get(path)?.[line - 1] ?? "";
  const before = /\bnew\s+$/.exec(text.slice(0, column - 1));
  if (before) column -= before[0].length;
  let name = site.getFunctionName() ?? "";
  const isNew = name !== "" && name !== "<anonymous>" && isClass(site.getFunction?.());
  if (name === "<anonymous>") name = "";
  const isTop = isWrapped && site.getFunction?.() === wrappers.get(path);
  return { path, line, column, name, isNew, isTop };
}
const wrappers = new Map();
const isClass = (f) => typeof f === "function" && /^class\b/.test(Function.prototype.toString.call(f));

function shown(frame) {
  if (!frame.path) return `${nativeNames.get(frame.native) ?? frame.native} (<anonymous>)`;
  const place = `${shortPath(frame.path)}:${frame.line}:${frame.column}`;
  if (frame.isTop) return `Object.<anonymous> (${place})`;
  if (frame.name === "" || frame.name === "<eval>" || frame.name === "<module>") return place;
  return `${frame.isNew ? "new " : ""}${frame.name} (${place})`;
}
const nativeNames = new Map([
  ...["forEach", "map", "filter", "reduce", "some", "every", "find", "sort", "flatMap"].map((n) => [n, `Array.${n}`]),
  ["parse", "JSON.parse"], ["stringify", "JSON.stringify"], ["Promise", "new Promise"],
]);

function header(error) {
  try {
    const name = error.name === undefined ? "Error" : String(error.name);
    const message = error.message === undefined ? "" : String(error.message);
    if (name === "") return message;
    return message === "" ? name : `${name}: ${message}`;
  } catch {
    return "Error";
  }
}

// An error with a code, as Node.js throws them: the code stands in its stack, not in its name.
function coded(Kind, code, message, options) {
  const error = new Kind(message, options);
  const stack = String(error.stack);
  Object.defineProperty(error, "stack", {
    value: stack.replace(`${Kind.name}: `, `${Kind.name} [${code}]: `), writable: true, configurable: true,
  });
  error.code = code;
  return error;
}

function received(value) {
  if (value == null) return String(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    if (value.constructor?.name) return `an instance of ${value.constructor.name}`;
    return internal("inspect").inspect(value, { depth: -1 });
  }
  let text = internal("inspect").inspect(value, { colors: false });
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return `type ${typeof value} (${text})`;
}

function invalidType(name, expected, value) {
  const what = name.endsWith("argument") ? name : `"${name}" ${name.includes(".") ? "property" : "argument"}`;
  return coded(TypeError, "ERR_INVALID_ARG_TYPE", `The ${what} must be ${expected}. Received ${received(value)}`);
}

// The source line and the caret under it, which Node.js puts above the stack.
function excerpt(error, isRejection) {
  if (error instanceof Error && internals.has(error)) return "";
  const frame = error instanceof Error ? error[syntaxPlace] ?? places.get(error)?.[0] : undefined;
  if (!frame) return "";
  const text = texts.get(frame.path)?.[frame.line - 1];
  if (text === undefined) return "";
  const at = frame.isSyntax || isRejection ? frame.column - 1 : caret(text, frame.column);
  const under = text.slice(0, Math.max(0, at)).replace(/[^\t]/g, " ");
  return `${shortPath(frame.path)}:${frame.line}\n${text}\n${under}${"^".repeat(frame.width ?? 1)}\n\n`;
}
const syntaxPlace = Symbol("syntax");

// Node.js marks where the throw is, not where the error was made.
function caret(text, column) {
  const before = text.slice(0, column - 1);
  const found = /\bthrow\s+$/.exec(before);
  return found ? found.index : column - 1;
}

function describe(error) {
  if (error instanceof Error) {
    return internal("inspect").inspect(error);
  }
  return undefined;
}

// Ends the program by an error nothing caught, unless the program has a handler for that.
function uncaught(error, isRejection) {
  if (state.fatal) return;
  const { process } = internal("process");
  if (process.listenerCount("uncaughtException") > 0) {
    try {
      process.emit("uncaughtException", error, isRejection ? "unhandledRejection" : "uncaughtException");
      return;
    } catch (again) {
      error = again;
    }
  }
  let text;
  if (error instanceof Error) {
    let shownError = describe(error);
    if (error[syntaxPlace]) shownError = shownError.replace(/^\[([^]*)\]$/, "$1");
    text = `${excerpt(error, isRejection)}${shownError}\n`;
  } else if (isRejection) {
    const shownReason = internal("inspect").inspect(error);
    text = `UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${typeof error === "string" ? error : shownReason}". {\n  code: 'ERR_UNHANDLED_REJECTION'\n}\n`;
  } else {
    const plain = typeof error === "string" ? error : internal("inspect").inspect(error);
    const hint = typeof error === "object" ? "" : "(Use `node --trace-uncaught ...` to show where the exception was thrown)\n";
    text = `${thrownAt()}${plain}\n${hint}`;
  }
  native.write(2, text.toWellFormed());
  fail(error);
  state.fatal = true;
  state.status = 1;
}

// Where a value that is no error was thrown: it does not tell, so only where one line can have.
function thrownAt() {
  const found = [];
  for (const [path, lines] of texts) {
    lines.forEach((line, i) => { if (/\bthrow\s+(?!new\b)/.test(line)) found.push([path, line, i + 1]); });
  }
  if (found.length !== 1) return "Uncaught:\n";
  const [[path, line, number]] = found;
  return `\n${shortPath(path)}:${number}\n${line}\n${" ".repeat(line.search(/\bthrow\b/))}^\n`;
}

function fail(error) {
  const isError = error instanceof Error;
  const frames = isError ? [...(places.get(error) ?? [])].reverse() : [];
  const isMemory = isError && error.name === "InternalError" && error.message === "out of memory";
  raised.last = {
    kind: isMemory ? "out-of-memory" : isError ? String(error.name) : "Error",
    message: isError ? String(error.message) : internal("inspect").inspect(error),
    places: frames.filter((frame) => parts.has(frame.path)).map((frame) => ({
      ...parts.get(frame.path), line: frame.line, function: frame.name ?? "",
    })),
  };
}

// Promises that were rejected and have no handler, told when the microtasks are done.
function rejections() {
  for (const { promise, reason } of state.rejected.splice(0)) {
    const { process } = internal("process");
    if (process.listenerCount("unhandledRejection") > 0) process.emit("unhandledRejection", reason, promise);
    else uncaught(reason, true);
  }
}
function rejection(promise, reason, isHandled) {
  const index = state.rejected.findIndex((known) => known.promise === promise);
  if (isHandled) {
    if (index !== -1) state.rejected.splice(index, 1);
  } else if (index === -1) state.rejected.push({ promise, reason });
}

const isFatal = () => state.fatal;

Object.assign(exports, {
  install, texts, wrapped, wrappers, parts, places, raised, state, coded, received, invalidType,
  uncaught, rejection, rejections, isFatal, shortPath, header, syntaxPlace, fail, describe,
});
