// Modules of both kinds, and how an example is run: as CommonJS, as a module, or typed at a prompt.

const errors = internal("errors");
const timers = internal("timers");
const path = internal("path");
const { process } = internal("process");

const builtins = {
  assert: () => internal("assert").assert,
  "assert/strict": () => internal("assert").assert.strict,
  buffer: () => { const { Buffer, Blob } = internal("buffer"); return { Buffer, Blob, atob, btoa, constants: { MAX_LENGTH: 4294967296, MAX_STRING_LENGTH: 536870888 }, kMaxLength: 4294967296 }; },
  console: () => console,
  crypto: () => internal("crypto").module,
  events: () => internal("events").EventEmitter,
  fs: () => internal("fs").module,
  "fs/promises": () => internal("fs_promises").promises,
  module: () => ({ createRequire: (from) => requireFrom(String(from).replace(/^file:\/\//, "")), builtinModules: Object.keys(builtins) }),
  os: () => internal("os"),
  path: () => path.module,
  "path/posix": () => path.module,
  perf_hooks: () => ({ performance }),
  process: () => process,
  querystring: () => internal("querystring"),
  readline: () => internal("readline").module,
  "readline/promises": () => internal("readline").promises,
  string_decoder: () => internal("encoding").decoder,
  test: () => internal("test").test,
  timers: () => ({ setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, promises: internal("timers_promises").promises }),
  "timers/promises": () => internal("timers_promises").promises,
  url: () => internal("url").module,
  util: () => internal("util").util,
  "util/types": () => internal("util").util.types,
};
const made = new Map();
function builtin(name) {
  if (!Object.hasOwn(builtins, name)) return undefined;
  if (!made.has(name)) made.set(name, builtins[name]());
  return made.get(name);
}
const missing = ["async_hooks", "child_process", "cluster", "dgram", "dns", "dns/promises", "http", "http2", "https", "inspector", "net", "repl", "stream", "stream/promises", "stream/web", "tls", "tty", "v8", "vm", "wasi", "worker_threads", "zlib", "sqlite"];

function absent(name) {
  const error = new Error(`the module \`${name}\` is not there: examples have no processes, sockets or threads here`);
  error.code = "ERR_UNSUPPORTED_MODULE";
  return error;
}

// The text or bytes of a file of the workspace.
const text = (file) => internal("fs").text(file);
// Where no file was given and none was made, nothing has to be asked.
const hasFiles = Object.keys(native.files).length > 0;
const isFile = (file) => (hasFiles || internal.has("fs")) && internal("fs").isFile(file);

function isModule(file, source) {
  if (file.endsWith(".mjs")) return true;
  if (file.endsWith(".cjs")) return false;
  for (let folder = path.dirname(file); folder.startsWith("/workspace"); folder = path.dirname(folder)) {
    const told = `${folder}/package.json`;
    if (isFile(told)) {
      const { type } = JSON.parse(text(told));
      if (type === "module") return true;
      if (type === "commonjs") return false;
      break;
    }
  }
  return undefined;
}

function note(file, source) {
  errors.texts.set(file, source.split("\n"));
  return source.startsWith("#!") ? `//${source.slice(2)}` : source;
}

// Compiles a file as CommonJS. Undefined where it is a module instead.
function compile(file, source) {
  const kind = isModule(file, source);
  if (kind === true) return undefined;
  source = note(file, source);
  errors.wrapped.add(file);
  try {
    const compiled = native.commonjs(source, file);
    errors.wrappers.set(file, compiled);
    return compiled;
  } catch (error) {
    errors.wrapped.delete(file);
    if (!(error instanceof SyntaxError)) throw error;
    if (kind === undefined && native.isModule(source)) return undefined;
    throw syntax(error, file, true);
  }
}

// A syntax error as Node.js tells it: without frames, with the line above.
function syntax(error, file, isWrapped) {
  const [place] = errors.places.get(error) ?? [];
  if (place && place.path === file) {
    if (place.line === 1 && isWrapped) place.column = Math.max(1, place.column - native.wrapper);
    const line = errors.texts.get(file)?.[place.line - 1] ?? "";
    if (error.message.startsWith("invalid redefinition")) place.column = /[\w$]+\s*$/.exec(line.slice(0, place.column - 1))?.index + 1 || place.column;
    error.message = internal("wording").syntax(error.message, line.slice(place.column - 1));
    place.isSyntax = true;
    place.width = /^[\w$]+/.exec(line.slice(place.column - 1))?.[0].length ?? 1;
    error[errors.syntaxPlace] = place;
    Object.defineProperty(error, errors.syntaxPlace, { enumerable: false });
  }
  Object.defineProperty(error, "stack", { value: errors.header(error), writable: true, configurable: true });
  return error;
}

class Module {
  constructor(id, parent) {
    Object.assign(this, { id, path: path.dirname(id), exports: {}, filename: id, loaded: false, children: [], paths: [] });
    parent?.children.push(this);
  }
}
const cache = Object.create(null);

function find(file) {
  if (isFile(file)) return file;
  for (const end of [".js", ".json", ".cjs", ".mjs"]) if (isFile(file + end)) return file + end;
  const told = `${file}/package.json`;
  if (isFile(told)) {
    const { main, exports: shown } = JSON.parse(text(told));
    const entry = typeof shown === "string" ? shown : shown?.["."]?.default ?? shown?.["."]?.import ?? (typeof shown?.["."] === "string" ? shown["."] : main);
    const found = entry && find(path.join(file, entry));
    if (found) return found;
  }
  for (const end of ["/index.js", "/index.json", "/index.cjs", "/index.mjs"]) if (isFile(file + end)) return file + end;
  return undefined;
}

function findFrom(base, name) {
  if (/^\.{1,2}(\/|$)/.test(name)) return find(path.join(path.dirname(base), name));
  if (name.startsWith("/")) return find(name);
  if (name.startsWith("file:")) return find(decodeURIComponent(name.replace(/^file:\/\//, "")));
  return find(`/workspace/node_modules/${name}`);
}

function requireFrom(base, parent) {
  const resolve = (name) => {
    if (typeof name !== "string") throw errors.invalidType("id", "of type string", name);
    if (name.startsWith("node:") || Object.hasOwn(builtins, name)) return name;
    const found = findFrom(base, name);
    if (found) return found;
    const error = new Error(`Cannot find module '${name}'\nRequire stack:\n- ${errors.shortPath(base)}`);
    error.code = "MODULE_NOT_FOUND";
    error.requireStack = [errors.shortPath(base)];
    throw error;
  };
  const require = (name) => {
    const plain = typeof name === "string" ? name.replace(/^node:/, "") : name;
    const own = typeof name === "string" ? builtin(plain) : undefined;
    if (own !== undefined) return own;
    if (missing.includes(plain)) throw absent(plain);
    return load(resolve(name), parent).exports;
  };
  Object.defineProperty(require, "name", { value: "require" });
  return Object.assign(require, { resolve, cache, main: cache.main });
}

function load(file, parent) {
  if (cache[file]) return cache[file];
  const module = new Module(file, parent);
  cache[file] = module;
  try {
    if (file.endsWith(".json")) {
      try {
        module.exports = JSON.parse(text(file));
      } catch (error) {
        error.message = `${errors.shortPath(file)}: ${error.message}`;
        throw error;
      }
    } else {
      const compiled = compile(file, text(file));
      if (!compiled) {
        const error = errors.coded(Error, "ERR_REQUIRE_ESM", `require() of ES Module ${errors.shortPath(file)} not supported: use import().`);
        throw error;
      }
      compiled.call(module.exports, module.exports, requireFrom(file, module), module, file, path.dirname(file));
    }
  } catch (error) {
    delete cache[file];
    throw error;
  }
  module.loaded = true;
  return module;
}

// What a specifier of an import means: a path or `node:name`. Called by the engine.
function resolve(base, name) {
  if (name.startsWith("/workspace/") && errors.texts.has(name)) return name;
  const plain = name.replace(/^node:/, "");
  if (Object.hasOwn(builtins, plain)) return `node:${plain}`;
  if (missing.includes(plain)) throw absent(plain);
  const isRelative = /^(\.{1,2}\/|\/|file:)/.test(name);
  const exact = isRelative ? path.join(path.dirname(base), name) : undefined;
  const found = isRelative ? (name.startsWith("file:") ? findFrom(base, name) : isFile(name.startsWith("/") ? name : exact) ? (name.startsWith("/") ? name : exact) : undefined) : findFrom(base, name);
  if (found) return found;
  const what = isRelative ? `Cannot find module '${errors.shortPath(exact)}'` : `Cannot find package '${name}'`;
  const error = errors.coded(Error, "ERR_MODULE_NOT_FOUND", `${what} imported from ${errors.shortPath(base)}`);
  throw error;
}

const names = (value) => (value !== null && (typeof value === "object" || typeof value === "function")
  ? Object.keys(value).filter((key) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) && !reserved.has(key)) : []);
const reserved = new Set("break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await implements interface package private protected public arguments eval".split(" "));

function synthetic(value) {
  const list = names(value);
  const shown = list.length > 0 ? `export const { ${list.join(", ")} } = value;` : "";
  return { source: `const value = import.meta.value; export default value; ${shown}`, meta: { value } };
}

// The text of a module and its `import.meta`. Called by the engine.
function loadModule(file) {
  if (file.startsWith("node:")) return synthetic(builtin(file.slice(5)));
  if (file.endsWith(".json")) return { source: "export default import.meta.value;", meta: { value: JSON.parse(text(file)) } };
  const source = sources.get(file) ?? text(file);
  if (!sources.has(file)) {
    const kind = isModule(file, source);
    if (kind === false || (kind === undefined && !looksModule(file, source))) return synthetic(load(file).exports);
  }
  return { source: note(file, source), meta: metaOf(file) };
}
const sources = new Map();
function looksModule(file, source) {
  try {
    return compile(file, source) === undefined;
  } catch {
    return true;
  }
}
const metaOf = (file) => ({
  url: `file://${file}`, filename: file, dirname: path.dirname(file),
  resolve: (name) => { const found = resolve(file, name); return found.startsWith("/") ? `file://${found}` : found; },
});

function mainScript(file, compiled) {
  const module = new Module(file);
  module.id = ".";
  cache[file] = module;
  cache.main = module;
  Object.defineProperty(cache, "main", { enumerable: false });
  try {
    compiled.call(module.exports, module.exports, requireFrom(file, module), module, file, path.dirname(file));
    module.loaded = true;
  } catch (error) {
    errors.uncaught(error);
  }
}

// Runs a whole text; its status.
function runText(file, source) {
  process.argv[1] = file;
  let main;
  let settled = true;
  try {
    const compiled = compile(file, source);
    if (compiled) mainScript(file, compiled);
    else {
      sources.set(file, source);
      note(file, source);
      settled = false;
      main = native.import(file);
      main.then(() => { settled = true; }, (error) => {
        settled = true;
        if (error instanceof SyntaxError && errors.places.get(error)?.[0]?.path === file) syntax(error, file, false);
        errors.uncaught(error);
      });
      // A module is itself a job, so promises come before ticks at first.
      native.jobs();
    }
  } catch (error) {
    errors.uncaught(error);
  }
  return finish(() => settled, file);
}

function finish(isSettled, file) {
  timers.loop();
  for (let rounds = 0; !errors.isFatal() && process.listenerCount("beforeExit") > 0 && rounds < 1000; rounds++) {
    const before = timers.count();
    process.emit("beforeExit", process.exitCode ?? 0);
    timers.settle();
    if (timers.count() === before && !timers.isBusy()) break;
    timers.loop();
  }
  let status = errors.isFatal() ? errors.state.status : Number(process.exitCode ?? 0) & 255;
  if (!errors.isFatal() && !isSettled()) {
    status = process.exitCode ?? 13;
    unsettled();
  }
  process._exiting = true;
  if (process.exitCode === undefined && status !== 0) process.exitCode = status;
  process.emit("exit", status);
  return errors.isFatal() || !isSettled() ? status : Number(process.exitCode ?? 0) & 255;
}

function unsettled() {
  errors.raised.last = { kind: "deadlock", message: "the module waits for a promise that nothing settles", places: [] };
}

const typedSteps = { count: 0, isReady: false };
function shareGlobals(file) {
  if (typedSteps.isReady) return;
  typedSteps.isReady = true;
  const module = new Module(file);
  cache.main = module;
  const shared = { require: requireFrom(file, module), module, exports: module.exports, __filename: file, __dirname: path.dirname(file) };
  for (const [key, value] of Object.entries(shared)) {
    Object.defineProperty(globalThis, key, { value, writable: true, configurable: true, enumerable: false });
  }
}

// Runs an example of a session: in the global scope, where the next one finds what it declared.
function runShared(file, source) {
  shareGlobals(file);
  source = note(file, source);
  if (native.isModule(source) && /^\s*(import\s*[\w{*"']|export\s)/m.test(source)) return runText(file, source);
  let settled = true;
  try {
    const waits = /\bawait\b/.test(source) && !compiles(source);
    const value = native.typed(source, file, waits);
    if (waits) {
      settled = false;
      value.then(() => { settled = true; }, (error) => { settled = true; errors.uncaught(error); });
    }
  } catch (error) {
    errors.uncaught(error instanceof SyntaxError ? syntax(error, file, false) : error);
  }
  timers.loop();
  if (!settled && !errors.isFatal()) { unsettled(); return 13; }
  return errors.isFatal() ? 1 : Number(process.exitCode ?? 0) & 255;
}

// Whether it compiles without `await` outside of functions.
function compiles(source) {
  try {
    native.commonjs(source, "node:internal/try");
    return true;
  } catch {
    return false;
  }
}

// Runs what was typed at a prompt and shows its value, as Node.js does there.
function runTyped(source) {
  const file = `REPL${++typedSteps.count}`;
  shareGlobals("/workspace/repl");
  shareBuiltins();
  source = source.trimEnd();
  note(file, source);
  let text = source;
  if (/^\s*\{/.test(source) && !/;\s*$/.test(source) && compiles(`(${source.trim()})`)) text = `(${source.trim()})`;
  const waits = /\bawait\b/.test(text) && !compiles(text);
  const outcome = { kind: "none" };
  try {
    const value = native.typed(text, file, waits);
    if (waits) value.then((done) => Object.assign(outcome, { kind: "value", value: done.value }), (error) => Object.assign(outcome, { kind: "error", error }));
    else Object.assign(outcome, { kind: "value", value });
  } catch (error) {
    Object.assign(outcome, { kind: "error", error: error instanceof SyntaxError ? syntax(error, file, false) : error });
  }
  if (outcome.kind === "value" && !waits) show(outcome.value);
  timers.loop();
  if (waits && outcome.kind === "value") show(outcome.value);
  if (outcome.kind === "error") showError(outcome.error);
  return outcome.kind === "error" ? 1 : 0;
}

function show(value) {
  Object.defineProperty(globalThis, "_", { value, writable: true, configurable: true });
  process.stdout.write(`${internal("inspect").inspect(value)}\n`);
}
function showError(error) {
  let text = internal("inspect").inspect(error);
  text = text.replace(/\n {4}at REPL\d+:\d+:\d+(?=\n|$)/g, "");
  if (error instanceof Error && text.startsWith("[") && text.endsWith("]")) text = text.slice(1, -1);
  process.stdout.write(`Uncaught ${text}\n`);
  errors.fail(error);
}
function shareBuiltins() {
  for (const name of Object.keys(builtins)) {
    if (name.includes("/") || name in globalThis) continue;
    Object.defineProperty(globalThis, name, {
      get: () => builtin(name), set: (value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true }),
      configurable: true,
    });
  }
}

// Runs one step of a part of the request. Called from Rust.
function run(source, name, part, step, interactive) {
  Object.assign(errors.state, { fatal: false, status: undefined });
  if (interactive) {
    errors.parts.set(`REPL${typedSteps.count + 1}`, { part, step });
    return runTyped(source);
  }
  const file = native.keepsState ? `/workspace/@${part}/${name}` : `/workspace/${name}`;
  errors.parts.set(file, { part, step });
  return native.keepsState ? runShared(file, source) : runText(file, source);
}

Object.assign(exports, { run, resolve, load: loadModule, builtin });
