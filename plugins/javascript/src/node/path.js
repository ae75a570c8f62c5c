// `node:path` for POSIX.

const errors = internal("errors");
const text = (value, name = "path") => {
  if (typeof value !== "string") throw errors.invalidType(name, "of type string", value);
  return value;
};

function squeeze(path, isAbsolute) {
  const out = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") out.push(part);
    else if (out.length > 0 && out[out.length - 1] !== "..") out.pop();
    else if (!isAbsolute) out.push("..");
  }
  return out.join("/");
}

function normalize(path) {
  if (text(path).length === 0) return ".";
  const isAbsolute = path[0] === "/";
  let out = squeeze(path, isAbsolute);
  if (out === "") return isAbsolute ? "/" : path.endsWith("/") && path !== "/" ? "./" : ".";
  if (path.endsWith("/")) out += "/";
  return isAbsolute ? `/${out}` : out;
}
function join(...parts) {
  const whole = parts.map((part) => text(part)).filter((part) => part !== "").join("/");
  return whole === "" ? "." : normalize(whole);
}
function resolve(...parts) {
  let out = "";
  for (let i = parts.length - 1; i >= -1 && out[0] !== "/"; i--) {
    const part = i >= 0 ? text(parts[i], `paths[${i}]`) : internal("process").process.cwd();
    if (part !== "") out = out === "" ? part : `${part}/${out}`;
  }
  return `/${squeeze(out, true)}`;
}
function dirname(path) {
  if (text(path) === "") return ".";
  const cut = path.replace(/\/+$/, "").lastIndexOf("/");
  if (cut === -1) return path[0] === "/" ? "/" : ".";
  return path.slice(0, cut).replace(/\/+$/, "") || "/";
}
function basename(path, suffix) {
  const base = text(path).replace(/\/+$/, "").split("/").pop();
  return suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
}
function extname(path) {
  const base = basename(path);
  const dot = base.lastIndexOf(".");
  return dot <= 0 || base === ".." ? "" : base.slice(dot);
}
function relative(from, to) {
  const a = resolve(text(from, "from")).split("/").filter(Boolean);
  const b = resolve(text(to, "to")).split("/").filter(Boolean);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
}
function parse(path) {
  const root = text(path)[0] === "/" ? "/" : "";
  const base = basename(path);
  const ext = extname(path);
  const dir = path.replace(/\/+$/, "").includes("/") ? dirname(path) : root;
  return { root, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
}
function format({ root = "", dir, base, name = "", ext = "" }) {
  const file = base || `${name}${ext && ext[0] !== "." ? "." : ""}${ext}`;
  const folder = dir || root;
  return !folder ? file : folder === root ? `${folder}${file}` : `${folder}/${file}`;
}
const isAbsolute = (path) => text(path)[0] === "/";
const toNamespacedPath = (path) => path;

const module = {
  resolve, normalize, isAbsolute, join, relative, toNamespacedPath, dirname, basename, extname, format, parse,
  sep: "/", delimiter: ":", win32: null,
};
module.posix = module;
Object.assign(exports, module, { module });
