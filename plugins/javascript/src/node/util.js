// `node:util`.

const { inspect } = internal("inspect");
const { format, formatWithOptions } = internal("format");
const kinds = internal("inspect_kinds");
const errors = internal("errors");

const customPromisify = Symbol.for("nodejs.util.promisify.custom");

function promisify(original) {
  if (typeof original !== "function") throw errors.invalidType("original", "of type function", original);
  if (original[customPromisify]) return original[customPromisify];
  if (original === globalThis.setTimeout) return internal("timers_promises").promises.setTimeout;
  if (original === globalThis.setImmediate) return internal("timers_promises").promises.setImmediate;
  const promised = function (...args) {
    return new Promise((done, fail) => {
      Reflect.apply(original, this, [...args, (error, value) => (error ? fail(error) : done(value))]);
    });
  };
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
  return promised;
}
promisify.custom = customPromisify;

function callbackify(original) {
  return function (...args) {
    const callback = args.pop();
    const { nextTick } = internal("timers");
    Reflect.apply(original, this, args).then((value) => nextTick(callback, null, value), (error) => nextTick(callback, error));
  };
}

function inherits(constructor, parent) {
  Object.defineProperty(constructor, "super_", { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

const warned = new Set();
function deprecate(original, message, code) {
  return function (...args) {
    if (!warned.has(code ?? original)) {
      warned.add(code ?? original);
      internal("process").process.emitWarning(message, "DeprecationWarning", code);
    }
    return new.target ? Reflect.construct(original, args, new.target) : Reflect.apply(original, this, args);
  };
}

const tagged = (tag) => (value) => Object.prototype.toString.call(value) === `[object ${tag}]`;
const types = {
  isDate: (v) => kinds.is(v, "Date"), isRegExp: (v) => kinds.is(v, "RegExp"), isMap: (v) => kinds.is(v, "Map"),
  isSet: (v) => kinds.is(v, "Set"), isPromise: (v) => kinds.is(v, "Promise"), isWeakMap: (v) => kinds.is(v, "WeakMap"),
  isWeakSet: (v) => kinds.is(v, "WeakSet"), isArrayBuffer: (v) => kinds.is(v, "ArrayBuffer"),
  isAnyArrayBuffer: (v) => kinds.is(v, "ArrayBuffer"), isDataView: (v) => kinds.is(v, "DataView"),
  isTypedArray: kinds.isTyped, isUint8Array: (v) => kinds.isTyped(v) && v instanceof Uint8Array,
  isArrayBufferView: ArrayBuffer.isView, isNativeError: (v) => v instanceof Error,
  isAsyncFunction: (v) => typeof v === "function" && /^Async/.test(Object.prototype.toString.call(v).slice(8)),
  isGeneratorFunction: (v) => typeof v === "function" && /Generator/.test(Object.prototype.toString.call(v)),
  isGeneratorObject: tagged("Generator"), isArgumentsObject: tagged("Arguments"),
  isNumberObject: (v) => kinds.is(v, "Number"), isStringObject: (v) => kinds.is(v, "String"),
  isBooleanObject: (v) => kinds.is(v, "Boolean"), isSymbolObject: (v) => kinds.is(v, "Symbol"), isBigIntObject: (v) => kinds.is(v, "BigInt"),
  isBoxedPrimitive: (v) => ["Number", "String", "Boolean", "Symbol", "BigInt"].some((kind) => kinds.is(v, kind)),
};

const codes = {
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], inverse: [7, 27],
  strikethrough: [9, 29], black: [30, 39], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39],
  magenta: [35, 39], cyan: [36, 39], white: [37, 39], gray: [90, 39], bgRed: [41, 49], bgGreen: [42, 49],
};
function styleText(style, text) {
  return [].concat(style).reduceRight((inner, name) => `\u001b[${codes[name][0]}m${inner}\u001b[${codes[name][1]}m`, text);
}

function parseArgs({ args = internal("process").process.argv.slice(2), options = {}, strict = true, allowPositionals = !strict } = {}) {
  const values = Object.create(null);
  const positionals = [];
  const set = (name, value) => {
    if (options[name]?.multiple) (values[name] ??= []).push(value);
    else values[name] = value;
  };
  const unknown = (name) => errors.coded(TypeError, "ERR_PARSE_ARGS_UNKNOWN_OPTION", `Unknown option '${name}'${allowPositionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${name}"` : ""}`);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === "--") { positionals.push(...args.slice(i + 1)); break; }
    const long = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    const short = /^-([^-])(.*)$/s.exec(arg);
    if (!long && !short) {
      if (!allowPositionals) throw errors.coded(TypeError, "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL", `Unexpected argument '${arg}'. This command does not take positional arguments`);
      positionals.push(arg);
      continue;
    }
    const name = long ? long[1] : Object.keys(options).find((key) => options[key].short === short[1]);
    const option = options[name];
    if (!option && strict) throw unknown(long ? `--${name}` : arg.slice(0, 2));
    if (option?.type === "string") {
      const value = long ? long[2] ?? args[++i] : short[2] || args[++i];
      if (value === undefined) throw errors.coded(TypeError, "ERR_PARSE_ARGS_INVALID_OPTION_VALUE", `Option '${option.short ? `-${option.short}, ` : ""}--${name} <value>' argument missing`);
      set(name, value);
    } else {
      set(name ?? short[1], long?.[2] ?? true);
      if (short?.[2]) args = [...args.slice(0, i + 1), `-${short[2]}`, ...args.slice(i + 1)];
    }
  }
  for (const [name, option] of Object.entries(options)) if (option.default !== undefined && !(name in values)) values[name] = option.default;
  return { values, positionals };
}

const util = {
  inspect, format, formatWithOptions, promisify, callbackify, inherits, deprecate, types, styleText, parseArgs,
  isDeepStrictEqual: (a, b) => internal("compare").isEqual(a, b, true),
  stripVTControlCharacters: (text) => text.replace(/\u001b\[[\d;]*[A-Za-z]/g, ""),
  toUSVString: (text) => String(text).toWellFormed(),
  debuglog: () => () => {}, debug: () => () => {},
  isArray: Array.isArray,
  get TextEncoder() { return TextEncoder; }, get TextDecoder() { return TextDecoder; },
};
Object.assign(exports, { util });
