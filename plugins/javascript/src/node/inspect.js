// How a value is shown: `util.inspect`, with the line breaks of Node.js 20.
// Kinds of objects are in inspect_kinds.js, format strings in format.js.

const custom = Symbol.for("nodejs.util.inspect.custom");
const defaults = {
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false,
  maxArrayLength: 100, maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false,
  getters: false, numericSeparator: false,
};
const hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const isIdentifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
const styles = {
  special: [36, 39], number: [33, 39], bigint: [33, 39], boolean: [33, 39], undefined: [90, 39],
  null: [1, 22], string: [32, 39], symbol: [32, 39], date: [35, 39], regexp: [31, 39], module: [4, 24],
};

function inspect(value, options, ...rest) {
  const cx = { ...defaults, seen: [], budget: {}, indentation: 0, currentDepth: 0 };
  if (typeof options === "boolean") {
    cx.showHidden = options;
    if (rest[0] !== undefined) cx.depth = rest[0];
    if (rest[1] !== undefined) cx.colors = rest[1];
  } else if (options) {
    for (const key of Object.keys(options)) {
      if (hasOwn(defaults, key) || key === "stylize") cx[key] = options[key];
      else cx.userOptions = options;
    }
  }
  if (cx.colors) cx.stylize = (text, style) => {
    const codes = styles[style];
    return codes ? `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m` : text;
  };
  else cx.stylize = (text) => text;
  if (cx.maxArrayLength === null) cx.maxArrayLength = Infinity;
  if (cx.maxStringLength === null) cx.maxStringLength = Infinity;
  if (cx.depth === null) cx.depth = Infinity;
  return formatValue(cx, value, 0);
}
inspect.custom = custom;
inspect.defaultOptions = defaults;
inspect.colors = {};
inspect.styles = {};

const escapes = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\" };

function quote(text) {
  let sign = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) sign = '"';
    else if (!text.includes("`") && !text.includes("${")) sign = "`";
  }
  const pattern = sign === "'" ? /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
    : /[\x00-\x1f\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const body = text.replace(pattern, (c) => {
    if (c === "'") return "\\'";
    if (escapes[c]) return escapes[c];
    const code = c.charCodeAt(0);
    const hex = code.toString(16).toUpperCase();
    return code > 0xff ? `\\u${hex}` : `\\x${hex.padStart(2, "0")}`;
  });
  return sign + body + sign;
}

function separated(text) {
  return text.replace(/\B(?=(\d{3})+$)/g, "_");
}

function formatNumber(stylize, value, separator) {
  if (Object.is(value, -0)) return stylize("-0", "number");
  let text = String(value);
  if (separator && Number.isFinite(value) && !text.includes("e")) {
    const [whole, part] = text.split(".");
    text = separated(whole);
    if (part !== undefined) text += "." + part.replace(/(\d{3})(?=\d)/g, "$1_");
  }
  return stylize(text, "number");
}

function formatPrimitive(cx, value) {
  switch (typeof value) {
    case "string": {
      let trailer = "";
      if (value.length > cx.maxStringLength) {
        const left = value.length - cx.maxStringLength;
        value = value.slice(0, cx.maxStringLength);
        trailer = `... ${left} more character${left > 1 ? "s" : ""}`;
      }
      if (cx.compact !== true && value.length > 16 &&
          value.length > cx.breakLength - cx.indentation - 4) {
        const lines = value.split(/(?<=\n)/);
        return lines.map((line) => cx.stylize(quote(line), "string"))
          .join(` +\n${" ".repeat(cx.indentation + 2)}`) + trailer;
      }
      return cx.stylize(quote(value), "string") + trailer;
    }
    case "number": return formatNumber(cx.stylize, value, cx.numericSeparator);
    case "bigint": return cx.stylize(
      `${cx.numericSeparator ? separated(String(value)) : value}n`, "bigint");
    case "boolean": return cx.stylize(String(value), "boolean");
    case "undefined": return cx.stylize("undefined", "undefined");
    default: return cx.stylize(value.toString(), "symbol");
  }
}

function formatValue(cx, value, recurseTimes, typed) {
  if (typeof value !== "object" && typeof value !== "function") return formatPrimitive(cx, value);
  if (value === null) return cx.stylize("null", "null");
  if (cx.customInspect) {
    const own = value[custom];
    if (typeof own === "function" && own !== inspect &&
        !(value.constructor && value.constructor.prototype === value)) {
      const depth = cx.depth === Infinity ? Infinity : cx.depth - recurseTimes;
      const { seen, budget, indentation, currentDepth, userOptions, ...plain } = cx;
      const shown = own.call(value, depth, { ...plain, ...userOptions, depth }, inspect);
      if (shown !== value) {
        if (typeof shown !== "object") return String(shown);
        return formatValue(cx, shown, recurseTimes).replaceAll("\n", `\n${" ".repeat(cx.indentation)}`);
      }
    }
  }
  if (cx.seen.includes(value)) {
    cx.circular ??= new Map();
    let index = cx.circular.get(value);
    if (index === undefined) cx.circular.set(value, index = cx.circular.size + 1);
    return cx.stylize(`[Circular *${index}]`, "special");
  }
  return internal("inspect_kinds").formatRaw(cx, value, recurseTimes, typed);
}

function formatProperty(cx, value, recurseTimes, key, type, desc) {
  let shown;
  let space = " ";
  desc = desc || Object.getOwnPropertyDescriptor(value, key) ||
    { value: value[key], configurable: true, enumerable: true };
  if (desc.value !== undefined) {
    const diff = cx.compact !== true || type !== 0 ? 2 : 3;
    cx.indentation += diff;
    shown = formatValue(cx, desc.value, recurseTimes);
    if (diff === 3 && cx.breakLength < shown.length) space = `\n${" ".repeat(cx.indentation)}`;
    cx.indentation -= diff;
  } else if (desc.get !== undefined) {
    const label = desc.set !== undefined ? "Getter/Setter" : "Getter";
    if (cx.getters && (cx.getters === true || (cx.getters === "get") === (desc.set === undefined))) {
      try {
        const got = desc.get.call(value);
        cx.indentation += 2;
        const inner = formatValue(cx, got, recurseTimes);
        shown = got !== null && typeof got === "object"
          ? `${cx.stylize(`[${label}]`, "special")} ${inner}`
          : `${cx.stylize(`[${label}:`, "special")} ${inner}${cx.stylize("]", "special")}`;
        cx.indentation -= 2;
      } catch (error) {
        shown = cx.stylize(`[${label}: <Inspection threw (${error.message})>]`, "special");
      }
    } else shown = cx.stylize(`[${label}]`, "special");
  } else if (desc.set !== undefined) shown = cx.stylize("[Setter]", "special");
  else shown = cx.stylize("undefined", "undefined");
  if (type === 1) return shown;
  let name;
  if (typeof key === "symbol") name = `[${cx.stylize(key.toString(), "symbol")}]`;
  else if (key === "__proto__") name = "['__proto__']";
  else if (desc.enumerable === false) name = `[${key}]`;
  else if (isIdentifier.test(key)) name = cx.stylize(key, "name");
  else name = cx.stylize(quote(key), "string");
  return `${name}:${space}${shown}`;
}

function width(text, colors) {
  if (colors) text = text.replace(/\u001b\[\d+m/g, "");
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let total = 0;
  for (const c of text.normalize("NFC")) {
    const code = c.codePointAt(0);
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(c)) continue;
    total += (code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1f64f) ||
      (code >= 0x1f900 && code <= 0x1f9ff) || (code >= 0x20000 && code <= 0x3fffd))) ? 2 : 1;
  }
  return total;
}

// More than six short entries of an array stand in columns.
function group(cx, output, value) {
  let total = 0, longest = 0, i = 0;
  let entries = output.length;
  if (cx.maxArrayLength < value.length || output.extra) entries--;
  const lengths = new Array(entries);
  for (; i < entries; i++) {
    const length = cx.colors ? width(output[i], true) : width(output[i]);
    lengths[i] = length;
    total += length + 2;
    if (longest < length) longest = length;
  }
  const actual = longest + 2;
  if (actual * 3 + cx.indentation >= cx.breakLength || !(total / actual > 5 || longest <= 6)) {
    return output;
  }
  return columnsOf(cx, output, value, { actual, total, entries, lengths });
}

function columnsOf(cx, output, value, { actual, total, entries, lengths }) {
  const biasedMax = Math.max(actual - 3 - Math.sqrt(actual - total / output.length), 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biasedMax * entries) / biasedMax),
    Math.floor((cx.breakLength - cx.indentation) / actual), cx.compact * 4, 15);
  if (columns <= 1) return output;
  const grouped = [];
  const widest = [];
  for (let i = 0; i < columns; i++) {
    let most = 0;
    for (let j = i; j < lengths.length; j += columns) if (lengths[j] > most) most = lengths[j];
    widest.push(most + 2);
  }
  let order = String.prototype.padStart;
  if (value !== undefined) {
    for (let i = 0; i < Math.min(output.length, value.length ?? 0); i++) {
      if (typeof value[i] !== "number" && typeof value[i] !== "bigint") {
        order = String.prototype.padEnd;
        break;
      }
    }
  }
  for (let i = 0; i < entries; i += columns) {
    const max = Math.min(i + columns, entries);
    let text = "";
    let j = i;
    for (; j < max - 1; j++) {
      const padding = widest[j - i] + output[j].length - lengths[j];
      text += order.call(`${output[j]}, `, padding, " ");
    }
    if (order === String.prototype.padStart) {
      const padding = widest[j - i] + output[j].length - lengths[j] - 2;
      text += output[j].padStart(padding, " ");
    } else text += output[j];
    grouped.push(text);
  }
  for (let i = entries; i < output.length; i++) grouped.push(output[i]);
  return grouped;
}

function isBelowBreakLength(cx, output, start, base) {
  let total = output.length + start;
  if (total + output.length > cx.breakLength) return false;
  for (const entry of output) {
    total += cx.colors ? entry.replace(/\u001b\[\d+m/g, "").length : entry.length;
    if (total > cx.breakLength) return false;
  }
  return base === "" || !base.includes("\n");
}

// One line where it fits, else one entry a line.
function reduceToSingle(cx, output, base, braces, type, recurseTimes, value) {
  if (cx.compact !== true) {
    if (typeof cx.compact === "number" && cx.compact >= 1) {
      const entries = output.length;
      if (type === 2 && entries > 6) output = group(cx, output, value);
      if (cx.currentDepth - recurseTimes < cx.compact && entries === output.length) {
        const start = output.length + cx.indentation + braces[0].length + base.length + 10;
        if (isBelowBreakLength(cx, output, start, base)) {
          const joined = output.join(", ");
          if (!joined.includes("\n")) {
            return `${base ? `${base} ` : ""}${braces[0]} ${joined} ${braces[1]}`;
          }
        }
      }
    }
    const indentation = `\n${" ".repeat(cx.indentation)}`;
    return `${base ? `${base} ` : ""}${braces[0]}${indentation}  ${
      output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
  }
  if (isBelowBreakLength(cx, output, 0, base)) {
    return `${braces[0]}${base ? ` ${base}` : ""} ${output.join(", ")} ${braces[1]}`;
  }
  const indentation = " ".repeat(cx.indentation);
  const start = base === "" && braces[0].length === 1 ? " "
    : `${base ? ` ${base}` : ""}\n${indentation}  `;
  return `${braces[0]}${start}${output.join(`,\n${indentation}  `)} ${braces[1]}`;
}

Object.assign(exports, {
  inspect, formatValue, formatProperty, formatPrimitive, reduceToSingle, quote, width, hasOwn,
  isIdentifier,
});
