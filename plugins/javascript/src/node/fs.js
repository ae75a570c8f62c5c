// `node:fs` on the files of the workspace, in memory.

const path = internal("path");
const errors = internal("errors");
const { fromUtf8, toUtf8 } = internal("encoding");

// Paths to bytes, or to null for a folder.
const nodes = new Map([["/", null], ["/workspace", null], ["/tmp", null], ["/home", null], ["/home/user", null]]);
const touched = new Set();
const times = new Map();
for (const name of Object.keys(native.files)) {
  put(`/workspace/${name}`, native.files[name]);
}
function put(file, bytes) {
  for (let folder = path.dirname(file); !nodes.has(folder); folder = path.dirname(folder)) nodes.set(folder, null);
  nodes.set(file, bytes);
}

const codes = {
  ENOENT: [-2, "no such file or directory"], EEXIST: [-17, "file already exists"], EISDIR: [-21, "illegal operation on a directory"],
  ENOTDIR: [-20, "not a directory"], ENOTEMPTY: [-39, "directory not empty"], EBADF: [-9, "bad file descriptor"], EINVAL: [-22, "invalid argument"],
};
function failure(code, syscall, from, to) {
  const [errno, what] = codes[code];
  const place = from === undefined ? "" : ` '${from}'${to === undefined ? "" : ` -> '${to}'`}`;
  const error = new Error(`${code}: ${what}, ${syscall}${place}`);
  Object.assign(error, { errno, code, syscall });
  if (from !== undefined) error.path = from;
  if (to !== undefined) error.dest = to;
  return error;
}

function located(file) {
  if (file instanceof URL) file = internal("url").module.fileURLToPath(file);
  if (ArrayBuffer.isView(file)) file = fromUtf8(file);
  if (typeof file !== "string") throw errors.invalidType("path", "of type string or an instance of Buffer or URL", file);
  return path.resolve(file).replace(/(.)\/$/, "$1");
}
const encodingOf = (options) => (typeof options === "string" ? options : options?.encoding);
const asBytes = (data, encoding) => (typeof data === "string" ? (encoding && !/^utf-?8$/i.test(encoding) ? internal("buffer").Buffer.from(data, encoding) : toUtf8(data)) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice());

function bytesOf(file, syscall) {
  const at = typeof file === "number" ? opened(file, syscall).path : located(file);
  if (file === 0) return native.stdin;
  if (at === "/dev/stdin") return native.stdin;
  const bytes = nodes.get(at);
  if (bytes === undefined) throw failure("ENOENT", syscall, file);
  if (bytes === null) throw failure("EISDIR", "read");
  return bytes;
}
function readFileSync(file, options) {
  const bytes = bytesOf(file, "open");
  const encoding = encodingOf(options);
  if (encoding && /^utf-?8$/i.test(encoding)) return fromUtf8(bytes);
  const buffer = internal("buffer").Buffer.from(bytes);
  return encoding ? buffer.toString(encoding) : buffer;
}
function store(at, bytes) {
  nodes.set(at, bytes);
  touched.add(at);
  times.set(at, internal("clock").now());
}
function writeFileSync(file, data, options) {
  if (typeof data !== "string" && !ArrayBuffer.isView(data)) throw errors.invalidType("data", "of type string or an instance of Buffer, TypedArray, or DataView", data);
  if (file === 1 || file === 2) { internal("process").process[file === 1 ? "stdout" : "stderr"].write(data); return; }
  const at = typeof file === "number" ? opened(file, "write").path : located(file);
  const flag = options?.flag ?? "w";
  const old = nodes.get(at);
  if (old === null) throw failure("EISDIR", "open", file);
  if (flag.includes("x") && old !== undefined) throw failure("EEXIST", "open", file);
  if (nodes.get(path.dirname(at)) === undefined) throw failure("ENOENT", "open", file);
  if (nodes.get(path.dirname(at)) !== null) throw failure("ENOTDIR", "open", file);
  const bytes = asBytes(data, encodingOf(options));
  store(at, flag.startsWith("a") && old ? Uint8Array.of(...old, ...bytes) : bytes);
}
const appendFileSync = (file, data, options) => writeFileSync(file, data, { ...(typeof options === "string" ? { encoding: options } : options), flag: "a" });

const inside = (folder) => [...nodes.keys()].filter((at) => at !== "/" && at.startsWith(folder === "/" ? "/" : `${folder}/`));
class Dirent {
  constructor(name, parent, isFolder) {
    this.name = name;
    this.parentPath = parent;
    this.path = parent;
    Object.defineProperty(this, "isDirectory", { value: () => isFolder });
    Object.defineProperty(this, "isFile", { value: () => !isFolder });
    Object.defineProperty(this, "isSymbolicLink", { value: () => false });
  }
}
function readdirSync(file, options = {}) {
  const at = located(file);
  const node = nodes.get(at);
  if (node === undefined) throw failure("ENOENT", "scandir", file);
  if (node !== null) throw failure("ENOTDIR", "scandir", file);
  const prefix = at === "/" ? "/" : `${at}/`;
  const all = inside(at).map((full) => full.slice(prefix.length)).filter((name) => options.recursive || !name.includes("/")).sort();
  if (!options.withFileTypes) return all;
  return all.map((name) => new Dirent(path.basename(name), path.dirname(path.join(`${file}`, name)), nodes.get(prefix + name) === null));
}
function mkdirSync(file, options) {
  const at = located(file);
  if (options?.recursive) {
    let first;
    const missing = [];
    for (let folder = at; !nodes.has(folder); folder = path.dirname(folder)) missing.unshift(folder);
    if (nodes.get(at) != null) throw failure("EEXIST", "mkdir", file);
    for (const folder of missing) { first ??= folder; nodes.set(folder, null); }
    return first;
  }
  if (nodes.has(at)) throw failure("EEXIST", "mkdir", file);
  if (nodes.get(path.dirname(at)) !== null) throw failure("ENOENT", "mkdir", file);
  nodes.set(at, null);
  return undefined;
}
function remove(at) {
  for (const inner of inside(at)) nodes.delete(inner);
  nodes.delete(at);
}
function rmSync(file, { recursive = false, force = false } = {}) {
  const at = located(file);
  if (!nodes.has(at)) {
    if (force) return;
    throw failure("ENOENT", "lstat", file);
  }
  if (nodes.get(at) === null && !recursive) {
    const error = errors.coded(Error, "ERR_FS_EISDIR", `Path is a directory: rm returned EISDIR (is a directory) ${file}`);
    throw error;
  }
  remove(at);
}
function rmdirSync(file, { recursive = false } = {}) {
  const at = located(file);
  if (!nodes.has(at)) throw failure("ENOENT", "rmdir", file);
  if (nodes.get(at) !== null) throw failure("ENOTDIR", "rmdir", file);
  if (!recursive && inside(at).length > 0) throw failure("ENOTEMPTY", "rmdir", file);
  remove(at);
}
function unlinkSync(file) {
  const at = located(file);
  if (!nodes.has(at)) throw failure("ENOENT", "unlink", file);
  if (nodes.get(at) === null) throw failure("EISDIR", "unlink", file);
  nodes.delete(at);
}
function renameSync(from, to) {
  const [a, b] = [located(from), located(to)];
  if (!nodes.has(a) || !nodes.has(path.dirname(b))) throw failure("ENOENT", "rename", from, to);
  for (const inner of [a, ...inside(a)]) {
    const next = b + inner.slice(a.length);
    const bytes = nodes.get(inner);
    nodes.delete(inner);
    if (bytes === null) nodes.set(next, null);
    else store(next, bytes);
  }
}
function copyFileSync(from, to) {
  const bytes = nodes.get(located(from));
  if (!bytes || !nodes.has(path.dirname(located(to)))) throw failure("ENOENT", "copyfile", from, to);
  store(located(to), bytes.slice());
}
function cpSync(from, to, { recursive = false } = {}) {
  const [a, b] = [located(from), located(to)];
  if (!nodes.has(a)) throw failure("ENOENT", "cp", from);
  if (nodes.get(a) === null && !recursive) throw errors.coded(Error, "ERR_FS_EISDIR", `Recursive option not enabled, cannot copy a directory: cp returned EISDIR (${from} is a directory (not copied)) ${from}`);
  for (const inner of [a, ...inside(a)]) {
    const bytes = nodes.get(inner);
    if (bytes === null) nodes.set(b + inner.slice(a.length), null);
    else { put(b + inner.slice(a.length), bytes.slice()); touched.add(b + inner.slice(a.length)); }
  }
}
class Stats {
  constructor(at, bytes) {
    const ms = times.get(at) ?? native.now * 1000;
    Object.assign(this, { mode: bytes === null ? 16877 : 33188, nlink: 1, uid: 1000, gid: 1000, size: bytes === null ? 4096 : bytes.length, atimeMs: ms, mtimeMs: ms, ctimeMs: ms, birthtimeMs: ms });
    for (const name of ["atime", "mtime", "ctime", "birthtime"]) this[name] = new Date(ms);
    Object.defineProperty(this, "folder", { value: bytes === null });
  }
  isFile() { return !this.folder; }
  isDirectory() { return this.folder; }
  isSymbolicLink() { return false; }
}
function statSync(file, options) {
  const at = located(file);
  const bytes = nodes.get(at);
  if (bytes === undefined) {
    if (options?.throwIfNoEntry === false) return undefined;
    throw failure("ENOENT", "stat", file);
  }
  return new Stats(at, bytes);
}
function accessSync(file) { if (!nodes.has(located(file))) throw failure("ENOENT", "access", file); }
const existsSync = (file) => {
  try {
    return nodes.has(located(file));
  } catch {
    return false;
  }
};

const open = new Map();
let nextFd = 17;
function opened(fd, syscall) {
  if (fd === 0) return { path: "/dev/stdin", at: 0 };
  const found = open.get(fd);
  if (!found) throw failure("EBADF", syscall);
  return found;
}
function openSync(file, flags = "r") {
  const at = located(file);
  if (flags.startsWith("r")) bytesOf(file, "open");
  else if (flags.startsWith("w")) writeFileSync(file, "", { flag: flags });
  else if (!nodes.has(at)) writeFileSync(file, "");
  open.set(nextFd, { path: at, at: flags.startsWith("a") ? nodes.get(at).length : 0 });
  return nextFd++;
}
function closeSync(fd) { opened(fd, "close"); open.delete(fd); }
function writeSync(fd, data) {
  if (fd === 1 || fd === 2) writeFileSync(fd, data);
  else appendFileSync(opened(fd, "write").path, data);
  return asBytes(data).length;
}
function readSync(fd, buffer, offset = 0, length = buffer.length - offset, position = null) {
  const file = opened(fd, "read");
  const from = position ?? file.at;
  const part = bytesOf(file.path, "read").subarray(from, from + length);
  buffer.set(part, offset);
  if (position === null) file.at += part.length;
  return part.length;
}
function mkdtempSync(prefix) {
  const made = `${prefix}${Array.from(internal("random").fill(new Uint8Array(6)), (b) => "abcdefghijklmnopqrstuvwxyz0123456789"[b % 36]).join("")}`;
  mkdirSync(made);
  return made;
}

const sync = { readFileSync, writeFileSync, appendFileSync, readdirSync, mkdirSync, rmSync, rmdirSync, unlinkSync, renameSync, copyFileSync, cpSync, statSync, lstatSync: statSync, accessSync, mkdtempSync, realpathSync: (file) => { accessSync(file); return located(file); }, chmodSync() {}, utimesSync() {}, truncateSync: (file, length = 0) => store(located(file), bytesOf(file, "open").slice(0, length)) };
const module = { ...sync, existsSync, openSync, closeSync, writeSync, readSync, Stats, Dirent, constants: { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, COPYFILE_EXCL: 1 } };
for (const [name, method] of Object.entries(sync)) {
  module[name.slice(0, -4)] = (...args) => {
    const callback = args.pop();
    if (typeof callback !== "function") throw errors.invalidType("cb", "of type function", callback);
    let outcome;
    try {
      outcome = [null, method(...args)];
    } catch (error) {
      if (error.code === "ERR_INVALID_ARG_TYPE") throw error;
      outcome = [Object.defineProperty(error, "stack", { value: errors.header(error), writable: true, configurable: true })];
    }
    internal("timers").setImmediate(() => callback(...outcome));
  };
}
module.exists = (file, callback) => setImmediate(() => callback(existsSync(file)));
Object.defineProperty(module, "promises", { get: () => internal("fs_promises").promises, enumerable: true });

// The files of the workspace that were written, with a character for each byte.
function changed() {
  const { latin1 } = internal("process");
  const out = {};
  for (const at of touched) {
    const bytes = nodes.get(at);
    const name = at.startsWith("/workspace/") ? at.slice(11) : undefined;
    if (!bytes || name === undefined) continue;
    const old = native.files[name];
    if (old && old.length === bytes.length && old.every((b, i) => b === bytes[i])) continue;
    out[name] = latin1(bytes);
  }
  return out;
}

Object.assign(exports, { module, sync, changed, isFile: (at) => nodes.get(at) != null, text: (at) => fromUtf8(nodes.get(at)) });
