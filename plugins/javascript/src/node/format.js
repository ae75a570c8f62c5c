// Format strings: `util.format`, and so `console.log`.

const inspect = (...args) => internal("inspect").inspect(...args);

function plainToString(value) {
  // An object whose class says how it is a string is shown as that string.
  if (typeof value !== "object" || value === null) return true;
  if (typeof value.toString !== "function") return true;
  if (Object.prototype.hasOwnProperty.call(value, "toString")) return false;
  let pointer = value;
  do pointer = Object.getPrototypeOf(pointer);
  while (pointer && !Object.prototype.hasOwnProperty.call(pointer, "toString"));
  if (!pointer || pointer === Date.prototype) return true;
  const builtin = /\[native code\]/.test(Function.prototype.toString.call(pointer.toString));
  return builtin;
}

function asString(value) {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "object" && value !== null && plainToString(value)) {
    return inspect(value, { depth: 0, colors: false, compact: 3 });
  }
  return String(value);
}

const directives = {
  s: asString,
  j: (value) => {
    try {
      return JSON.stringify(value);
    } catch (error) {
      if (/circular/i.test(error.message)) return "[Circular]";
      throw error;
    }
  },
  d: (value) => {
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "symbol") return "NaN";
    return Object.is(Number(value), -0) ? "-0" : String(Number(value));
  },
  i: (value) => {
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value === "symbol") return "NaN";
    return String(parseInt(value));
  },
  f: (value) => (typeof value === "symbol" ? "NaN" : String(parseFloat(value))),
  O: (value) => inspect(value),
  o: (value) => inspect(value, { showHidden: true, showProxy: true, depth: 4 }),
  c: () => "",
};

function format(...args) {
  return formatWithOptions({}, ...args);
}

function formatWithOptions(options, ...args) {
  const first = args[0];
  if (args.length === 1) return typeof first === "string" ? first : inspect(first, { ...options, compact: 3 });
  let text = "";
  let used = 0;
  if (typeof first === "string") {
    used = 1;
    text = first.replace(/%([sjdifoOc%])/g, (whole, sign) => {
      if (sign === "%") return "%";
      if (used === args.length) return whole;
      return directives[sign](args[used++]);
    });
  }
  let join = used === 0 ? "" : " ";
  while (used < args.length) {
    const value = args[used++];
    text += join + (typeof value === "string" ? value : inspect(value, { ...options, compact: 3 }));
    join = " ";
  }
  return text;
}

Object.assign(exports, { format, formatWithOptions });
