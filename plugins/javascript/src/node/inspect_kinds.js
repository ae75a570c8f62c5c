// What `util.inspect` writes for each kind of object.

const {
  formatValue, formatProperty, formatPrimitive, reduceToSingle, hasOwn,
} = internal("inspect");

const typedArray = Object.getPrototypeOf(Uint8Array);
const typedName = Object.getOwnPropertyDescriptor(typedArray.prototype, Symbol.toStringTag).get;
const probes = {
  Map: (v) => Object.getOwnPropertyDescriptor(Map.prototype, "size").get.call(v),
  Set: (v) => Object.getOwnPropertyDescriptor(Set.prototype, "size").get.call(v),
  Date: (v) => Date.prototype.getTime.call(v),
  RegExp: (v) => Object.getOwnPropertyDescriptor(RegExp.prototype, "flags").get.call(v) !== undefined &&
    RegExp.prototype.toString.call(v),
  Number: (v) => Number.prototype.valueOf.call(v),
  String: (v) => String.prototype.valueOf.call(v),
  Boolean: (v) => Boolean.prototype.valueOf.call(v),
  Symbol: (v) => Symbol.prototype.valueOf.call(v),
  BigInt: (v) => BigInt.prototype.valueOf.call(v),
  ArrayBuffer: (v) => Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get.call(v),
  DataView: (v) => Object.getOwnPropertyDescriptor(DataView.prototype, "byteLength").get.call(v),
};
const classes = {
  Map, Set, Date, RegExp, Number, String, Boolean, Symbol, BigInt, ArrayBuffer, DataView, Promise,
  WeakMap, WeakSet, WeakRef,
};
const iterators = {
  "Map Iterator": "Map Iterator", "Set Iterator": "Set Iterator",
};

function is(value, kind) {
  if (!(value instanceof classes[kind])) return false;
  if (!probes[kind]) return true;
  try {
    probes[kind](value);
    return true;
  } catch {
    return false;
  }
}
const isTyped = (value) => typedName.call(value) !== undefined;
const isError = (value) => value instanceof Error ||
  Object.prototype.toString.call(value) === "[object Error]";

function constructorName(object) {
  const first = object;
  while (object || typeof object === "function") {
    const desc = Object.getOwnPropertyDescriptor(object, "constructor");
    if (desc !== undefined && typeof desc.value === "function" && desc.value.name !== "" &&
        (first === object || first instanceof desc.value)) {
      return String(desc.value.name);
    }
    object = Object.getPrototypeOf(object);
  }
  return null;
}

function prefix(name, tag, fallback, size = "") {
  if (name === null) {
    if (tag !== "" && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== "" && name !== tag) return `${name}${size} [${tag}] `;
  return `${name}${size} `;
}

function keysOf(value, showHidden) {
  const symbols = Object.getOwnPropertySymbols(value);
  if (showHidden) return [...Object.getOwnPropertyNames(value), ...symbols];
  let keys;
  try {
    keys = Object.keys(value);
  } catch {
    keys = Object.getOwnPropertyNames(value);
  }
  const seen = symbols.filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  return seen.length ? [...keys, ...seen] : keys;
}
const notIndex = (key) => typeof key === "symbol" || !/^(0|[1-9]\d*)$/.test(key) || +key > 4294967294;
const more = (left, what = "item") => `... ${left} more ${what}${left > 1 ? "s" : ""}`;

function formatArray(cx, value, recurseTimes) {
  const length = value.length;
  const shown = Math.min(Math.max(0, cx.maxArrayLength), length);
  const output = [];
  let at = 0;
  while (at < length && output.length < shown) {
    if (hasOwn(value, at)) {
      output.push(formatProperty(cx, value, recurseTimes, String(at), 1));
      at++;
      continue;
    }
    let holes = 0;
    while (at < length && !hasOwn(value, at)) { holes++; at++; }
    output.push(cx.stylize(`<${holes} empty item${holes > 1 ? "s" : ""}>`, "undefined"));
  }
  if (at < length) {
    output.push(more(length - at));
    output.extra = true;
  }
  return output;
}

function formatTyped(cx, value) {
  const shown = Math.min(Math.max(0, cx.maxArrayLength), value.length);
  const output = [];
  for (let i = 0; i < shown; i++) output.push(formatPrimitive(cx, value[i]));
  if (value.length > shown) {
    output.push(more(value.length - shown));
    output.extra = true;
  }
  return output;
}

function formatSet(cx, value, recurseTimes) {
  const output = [];
  cx.indentation += 2;
  let left = Set.prototype.values.call(value);
  for (const entry of left) {
    if (output.length >= cx.maxArrayLength) {
      output.push(more(value.size - output.length));
      break;
    }
    output.push(formatValue(cx, entry, recurseTimes));
  }
  cx.indentation -= 2;
  return output;
}

function formatMap(cx, value, recurseTimes) {
  const output = [];
  cx.indentation += 2;
  for (const [key, entry] of Map.prototype.entries.call(value)) {
    if (output.length >= cx.maxArrayLength) {
      output.push(more(value.size - output.length));
      break;
    }
    output.push(`${formatValue(cx, key, recurseTimes)} => ${formatValue(cx, entry, recurseTimes)}`);
  }
  cx.indentation -= 2;
  return output;
}

function formatBuffer(cx, value, recurseTimes) {
  const bytes = new Uint8Array(value);
  const shown = Math.min(Math.max(0, cx.maxArrayLength), bytes.length);
  let hex = [...bytes.subarray(0, shown)].map((b) => b.toString(16).padStart(2, "0")).join(" ");
  const left = bytes.length - shown;
  if (left > 0) hex += ` ... ${left} more byte${left > 1 ? "s" : ""}`;
  return [`${cx.stylize("[Uint8Contents]", "special")}: <${hex}>`];
}

function formatPromise(cx, value, recurseTimes) {
  const [state, result] = native.settled(value);
  if (state === "pending") return [cx.stylize("<pending>", "special")];
  cx.indentation += 2;
  const text = formatValue(cx, result, recurseTimes);
  cx.indentation -= 2;
  return [state === "rejected" ? `${cx.stylize("<rejected>", "special")} ${text}` : text];
}

function functionBase(value, name, tag) {
  const text = Function.prototype.toString.call(value);
  if (text.startsWith("class") && text.endsWith("}")) {
    let base = `[class ${hasOwn(value, "name") && value.name ? value.name : "(anonymous)"}`;
    if (name !== "Function" && name !== null) base += ` [${name}]`;
    if (tag !== "" && name !== tag) base += ` [${tag}]`;
    if (name !== null) {
      const parent = Object.getPrototypeOf(value).name;
      if (parent) base += ` extends ${parent}`;
    } else base += " extends [null prototype]";
    return `${base}]`;
  }
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  const type = /^(Async|Generator|AsyncGenerator)Function$/.test(kind) ? kind : "Function";
  let base = `[${type}`;
  if (name === null) base += " (null prototype)";
  base += value.name === "" ? " (anonymous)" : `: ${String(value.name)}`;
  base += "]";
  if (name !== type && name !== null) base += ` ${name}`;
  if (tag !== "" && name !== tag && tag !== kind) base += ` [${tag}]`;
  return base;
}

// The stack with the class of the error before it, where its name says something else.
function classNamed(stack, name, tag, given) {
  let length = given.length;
  const isUsual = given.endsWith("Error") && stack.startsWith(given) && [undefined, ":", "\n"].includes(stack[length]);
  if (name !== null && !isUsual) return stack;
  let fallback = "Error";
  if (name === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) || /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] ?? "";
    length = fallback.length;
    fallback ||= "Error";
  }
  const before = prefix(name, tag, fallback).slice(0, -1);
  if (before === given) return stack;
  if (!before.includes(given)) return `${before} [${given}]${stack.slice(length)}`;
  return length === 0 ? `${before}: ${stack}` : `${before}${stack.slice(length)}`;
}

function errorBase(cx, error, name, tag, keys) {
  let stack = error.stack ? String(error.stack) : Error.prototype.toString.call(error);
  const given = error.name != null ? String(error.name) : "Error";
  for (const key of ["name", "message", "stack"]) {
    const index = keys.indexOf(key);
    if (index !== -1 && stack.includes(error[key])) keys.splice(index, 1);
  }
  if ("cause" in error && hasOwn(error, "cause") && !keys.includes("cause")) keys.push("cause");
  if (Array.isArray(error.errors) && hasOwn(error, "errors") && !keys.includes("errors")) keys.push("errors");
  stack = classNamed(stack, name, tag, given);
  let at = (error.message && stack.indexOf(error.message)) || -1;
  if (at !== -1) at += error.message.length;
  const end = stack.indexOf("\n    at", at);
  if (end === -1) stack = `[${stack}]`;
  if (cx.indentation !== 0) stack = stack.replaceAll("\n", `\n${" ".repeat(cx.indentation)}`);
  return stack;
}

// What an object is beside its own properties: `[base, braces, entries]`.
function kindOf(cx, value, name, tag, keys) {
  const none = () => [];
  if (Array.isArray(value)) {
    const start = name !== "Array" || tag !== "" ? prefix(name, tag, "Array", `(${value.length})`) : "";
    return { type: 2, keys: keys.filter(notIndex), braces: [`${start}[`, "]"], entries: formatArray, bare: value.length === 0 };
  }
  if (isTyped(value)) {
    const own = typedName.call(value);
    return { type: 2, keys: keys.filter(notIndex), entries: formatTyped, bare: value.length === 0,
      braces: [`${prefix(name, tag, own, `(${value.length})`)}[`, "]"] };
  }
  if (is(value, "Set") || is(value, "Map")) {
    const own = is(value, "Set") ? "Set" : "Map";
    return { keys, entries: own === "Set" ? formatSet : formatMap, bare: value.size === 0,
      braces: [`${prefix(name, tag, own, `(${value.size})`)}{`, "}"] };
  }
  if (iterators[tag]) return { keys, entries: none, braces: [`[${tag}] {`, "}"] };
  return null;
}

function plainKind(cx, value, name, tag, keys) {
  const text = Object.prototype.toString.call(value);
  if (text === "[object Arguments]") return { keys, braces: ["[Arguments] {", "}"], bare: true };
  if (typeof value === "function") return { keys, base: cx.stylize(functionBase(value, name, tag), "special"), done: true };
  if (is(value, "RegExp")) {
    const base = RegExp.prototype.toString.call(value);
    const start = prefix(name, tag, "RegExp");
    return { keys, base: cx.stylize(start === "RegExp " ? base : `${start}${base}`, "regexp"), done: true };
  }
  if (is(value, "Date")) {
    const time = Date.prototype.getTime.call(value);
    const base = Number.isNaN(time) ? "Invalid Date" : Date.prototype.toISOString.call(value);
    const start = prefix(name, tag, "Date");
    return { keys, base: cx.stylize(start === "Date " ? base : `${start}${base}`, "date"), done: true };
  }
  if (isError(value)) return { keys, base: errorBase(cx, value, name, tag, keys), done: true };
  if (is(value, "ArrayBuffer")) return { keys: ["byteLength", ...keys], entries: formatBuffer, braces: [`${prefix(name, tag, "ArrayBuffer")}{`, "}"] };
  if (is(value, "DataView")) return { keys: ["byteLength", "byteOffset", "buffer", ...keys], braces: [`${prefix(name, tag, "DataView")}{`, "}"] };
  if (is(value, "Promise")) return { keys, entries: formatPromise, braces: [`${prefix(name, tag, "Promise")}{`, "}"] };
  if (is(value, "WeakSet") || is(value, "WeakMap")) {
    return { keys, entries: () => [cx.stylize("<items unknown>", "special")],
      braces: [`${prefix(name, tag, is(value, "WeakSet") ? "WeakSet" : "WeakMap")}{`, "}"] };
  }
  if (is(value, "WeakRef")) return { keys, entries: (cx, value, r) => { cx.indentation += 2; const t = formatValue(cx, value.deref(), r); cx.indentation -= 2; return [t]; }, braces: [`${prefix(name, tag, "WeakRef")}{`, "}"] };
  for (const kind of ["Number", "String", "Boolean", "BigInt", "Symbol"]) {
    if (!is(value, kind)) continue;
    const inner = formatPrimitive({ ...cx, stylize: (t) => t }, probes[kind](value));
    let base = `[${kind}`;
    if (name !== kind) base += name === null ? " (null prototype)" : ` (${name})`;
    base += `: ${inner}]`;
    if (tag !== "" && tag !== name) base += ` [${tag}]`;
    const rest = kind === "String" ? keys.filter(notIndex) : keys;
    return { keys: rest, base: cx.stylize(base, kind.toLowerCase()), done: true };
  }
  if (tag === "Module" && name === null) return { keys, braces: [`[Module: null prototype] {`, "}"] };
  if (text === "[object Generator]" || text === "[object AsyncGenerator]") return { keys, braces: [`Object [${tag}] {`, "}"], bare: true };
  return null;
}

function formatRaw(cx, value, recurseTimes, typed) {
  const name = constructorName(value);
  let tag = value[Symbol.toStringTag];
  if (typeof tag !== "string" || (tag !== "" && (cx.showHidden ? hasOwn(value, Symbol.toStringTag) :
    Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag)))) tag = "";
  const keys = keysOf(value, cx.showHidden);
  let kind = value[Symbol.iterator] || name === null ? kindOf(cx, value, name, tag, keys) : null;
  kind ??= plainKind(cx, value, name, tag, keys);
  if (kind === null) {
    const start = name === "Object" && tag === "" ? "" : prefix(name, tag, "Object");
    kind = { keys, braces: [`${start}{`, "}"], bare: true };
  }
  if (kind.done && kind.keys.length === 0) return kind.base;
  if (kind.bare && kind.keys.length === 0) {
    return kind.type === 2 || kind.entries ? `${kind.braces[0]}${kind.braces[1]}` : `${kind.braces[0]}}`;
  }
  if (recurseTimes > cx.depth && cx.depth !== null) {
    const label = prefix(name, tag, Array.isArray(value) ? "Array" : "Object").slice(0, -1);
    return cx.stylize(`[${label}]`, "special");
  }
  recurseTimes += 1;
  cx.seen.push(value);
  cx.currentDepth = recurseTimes;
  const braces = kind.braces ?? ["{", "}"];
  let output = kind.entries ? kind.entries(cx, value, recurseTimes) : [];
  for (const key of kind.keys) {
    const desc = (is(value, "ArrayBuffer") || is(value, "DataView")) && !hasOwn(value, key)
      ? { value: value[key], enumerable: true } : undefined;
    output.push(formatProperty(cx, value, recurseTimes, key, kind.type ?? 0, desc === undefined ? (kind.type === 2 ? shownKey(value, key) : undefined) : desc));
  }
  cx.seen.pop();
  let base = kind.base ?? "";
  if (cx.circular !== undefined) {
    const index = cx.circular.get(value);
    if (index !== undefined) {
      const reference = cx.stylize(`<ref *${index}>`, "special");
      if (cx.compact !== true) base = base === "" ? reference : `${reference} ${base}`;
      else braces[0] = `${reference} ${braces[0]}`;
    }
  }
  if (cx.sorted) {
    const compare = cx.sorted === true ? undefined : cx.sorted;
    if (kind.type !== 2) output.sort(compare);
  }
  const result = reduceToSingle(cx, output, base, braces, kind.type ?? 0, recurseTimes, value);
  const size = (cx.budget[cx.indentation] || 0) + result.length;
  cx.budget[cx.indentation] = size;
  if (size > 2 ** 27) cx.depth = -1;
  return result;
}

const shownKey = (value, key) => Object.getOwnPropertyDescriptor(value, key);

Object.assign(exports, { formatRaw, constructorName, is, isTyped, isError, functionBase });
