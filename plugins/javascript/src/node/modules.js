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

// The texts of modules that were run, not imported.
const sources = new Map();

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

// Runs one step of a part of the request. Called from Rust.
function run(source, name, part, step, interactive) {
  Object.assign(errors.state, { fatal: false, status: undefined });
  if (interactive) return internal("session").runTyped(source, { part, step });
  const file = native.keepsState ? `/workspace/@${part}/${name}` : `/workspace/${name}`;
  errors.parts.set(file, { part, step });
  return native.keepsState ? internal("session").runShared(file, source) : runText(file, source);
}

Object.assign(exports, {
  run, builtin, builtins, missing, absent, text, isFile, isModule, note, compile, syntax, Module, cache, findFrom,
  requireFrom, load, sources, runText, unsettled,
});
