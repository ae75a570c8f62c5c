// What the engine asks about ES modules: what a specifier means, and what a module holds.

const errors = internal("errors");
const path = internal("path");
const {
  builtin, builtins, missing, absent, text, isFile, isModule, note, compile, findFrom, load, sources,
} = internal("modules");

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

Object.assign(exports, { resolve, load: loadModule });
