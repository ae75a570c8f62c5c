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
}

const isOurs = (path) => path !== null && path.startsWith("node:internal");

// The stack in V8's form. The frames of the scripts here are left out.
function prepare(error, sites) {
  const frames = [];
  let native = "";
  for (const site of sites) {
    const path = site.getFileName();
    if (path === null || path === undefined) {
      if (frames.length === 0) native ||= site.getFunctionName() ?? "";
      frames.push({ native: site.getFunctionName() });
      continue;
    }
    if (isOurs(path) || path === "<input>") continue;
    frames.push(frameOf(site, path));
  }
  try {
    internal("wording").reword(error, frames.find((frame) => frame.path), native, texts);
  } catch {}
  places.set(error, frames.filter((frame) => frame.path));
  return header(error) + frames.filter((frame, i) => frame.path || frames.slice(i + 1).some((f) => f.path))
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
function excerpt(error) {
  const frame = error instanceof Error ? error[syntaxPlace] ?? places.get(error)?.[0] : undefined;
  if (!frame) return "";
  const text = texts.get(frame.path)?.[frame.line - 1];
  if (text === undefined) return "";
  const at = frame.isSyntax ? frame.column - 1 : caret(text, frame.column);
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
    text = `${excerpt(error)}${describe(error)}\n`;
  } else if (isRejection) {
    const shownReason = internal("inspect").inspect(error);
    text = `node:internal/process/promises\n\n[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "${typeof error === "string" ? error : shownReason}".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}\n`;
  } else {
    text = `Uncaught:\n${internal("inspect").inspect(error)}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)\n`;
  }
  native.write(2, text.toWellFormed());
  fail(error);
  state.fatal = true;
  state.status = 1;
}

function fail(error) {
  const isError = error instanceof Error;
  const frames = isError ? [...(places.get(error) ?? [])].reverse() : [];
  raised.last = {
    kind: isError ? String(error.name) : "Error",
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
