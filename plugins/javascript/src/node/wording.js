// The engine's messages in the words of V8, which pages quote.
//
// A message is reworded where it is exactly one of the engine's own. Names that the engine does
// not tell are read from the source line.

const fixed = {
  "cannot convert symbol to string": "Cannot convert a Symbol value to a string",
  "cannot convert symbol to number": "Cannot convert a Symbol value to a number",
  "cannot convert BigInt to number": "Cannot mix BigInt and other types, use explicit conversions",
  "empty array": "Reduce of empty array with no initial value",
  "invalid array length": "Invalid array length",
  "Date value is NaN": "Invalid time value",
  "this is not initialized": "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  "circular prototype chain": "Cyclic __proto__ value",
  "expecting hex digit": "URI malformed",
  "invalid value used as WeakMap key": "Invalid value used as weak map key",
  "invalid value used as WeakSet key": "Invalid value used in weak set",
  "promise self resolution": "Chaining cycle detected for promise #<Promise>",
  "division by zero": "Division by zero",
  "BigInt division by zero": "Division by zero",
  "toString() radix argument must be between 2 and 36": "toString() radix must be between 2 and 36",
  "invalid string length": "Invalid string length",
  "already running": "Generator is already running",
  "cannot invoke a running generator": "Generator is already running",
  "invalid 'instanceof' right operand": "Right-hand side of 'instanceof' is not callable",
  "null or undefined are forbidden": "Cannot convert undefined or null to object",
  "cannot convert to object": "Cannot convert undefined or null to object",
  "parent class must be constructor": "Class extends value is not a constructor or null",
};

const patterns = [
  [/^cannot read property '(.*)' of (undefined|null)$/, (m) => `Cannot read properties of ${m[2]} (reading '${symbolic(m[1])}')`],
  [/^cannot set property '(.*)' of (undefined|null)$/, (m) => `Cannot set properties of ${m[2]} (setting '${symbolic(m[1])}')`],
  [/^(.*) is not initialized$/, (m) => `Cannot access '${m[1]}' before initialization`],
  [/^'(.*)' is not defined$/, (m) => `${m[1]} is not defined`],
  [/^private class field '(.*)' does not exist$/, (m) => `Cannot read private member ${m[1]} from an object whose class did not declare it`],
];
const symbolic = (name) => (name.startsWith("Symbol.") ? `Symbol(${name})` : name);

function reword(error, frame, native, texts) {
  const message = error.message;
  if (typeof message !== "string" || !(error instanceof Error)) return;
  if (error.name === "InternalError" && message === "string too long") {
    // V8 has it as another error altogether.
    Object.setPrototypeOf(error, RangeError.prototype);
    Object.defineProperty(error, "message", { value: "Invalid string length", writable: true, configurable: true });
    return;
  }
  const text = frame ? texts.get(frame.path)?.[frame.line - 1] ?? "" : "";
  const next = worded(message, error, frame, native, text);
  if (next !== undefined && next !== message) {
    Object.defineProperty(error, "message", { value: next, writable: true, configurable: true, enumerable: false });
  }
}

function worded(message, error, frame, native, text) {
  if (Object.hasOwn(fixed, message)) return fixed[message];
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(message);
    if (!match) continue;
    if (frame && message.startsWith("cannot read")) move(frame, text, match[1]);
    const iterated = match[1] === "Symbol.iterator" && message.startsWith("cannot read");
    if (iterated) return `${match[2]} is not iterable`;
    return make(match);
  }
  const readOnly = /^'(.*)' is read-only$/.exec(message);
  if (readOnly) {
    const isVariable = !text.slice(0, Math.max(0, (frame?.column ?? 1) + 40)).match(new RegExp(`[.\\]]\\s*${escape(readOnly[1])}\\s*[-+*/%&|^?]*=`));
    return isVariable ? "Assignment to constant variable."
      : `Cannot assign to read only property '${readOnly[1]}' of object '#<Object>'`;
  }
  switch (message) {
    case "not a function": return notFunction(frame, native, text);
    case "not a constructor": return frame ? `${after(text, frame.column)} is not a constructor` : undefined;
    case "value is not iterable": return notIterable(frame, native, text);
    case "class constructors must be invoked with 'new'": return `Class constructor ${frame?.name ?? ""} cannot be invoked without 'new'`;
    case "must be called with new": return `${native} constructor cannot be invoked without 'new'`;
    case "invalid number of digits": return `${native}() ${native === "toPrecision" ? "argument must be between 1 and 100" : "digits argument must be between 0 and 100"}`;
    case "invalid repeat count": return repeatCount(text);
    case "object is not extensible": return notExtensible(text, native);
    case "could not delete property": return `Cannot delete property '${/delete\s+.*?\.(\w+)\s*;?\s*\}?\s*$/.exec(text)?.[1] ?? ""}' of #<Object>`;
    case "no setter for property": return setterOnly(text);
    case "not an object": return native ? `${owner(native)}${native} called on non-object` : undefined;
    case "invalid 'in' operand": return "Cannot use 'in' operator to search for a key in a value that is no object";
    case "stack overflow": return "Maximum call stack size exceeded";
    default: return undefined;
  }
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const owner = (name) => (/^(defineProperty|defineProperties|create|setPrototypeOf)$/.test(name) ? "Object." : "Reflect.");

// V8 points at the property that was read, the engine at the start of the expression.
function move(frame, text, name) {
  const from = text.slice(frame.column - 1);
  const found = new RegExp(`^[\\w$.\\[\\]()'"\\s?!]*?[.]\\s*(?=${escape(name)}(?![\\w$]))`).exec(from);
  if (found) frame.column += lastDot(from, name, found);
}
function lastDot(from, name, found) {
  // Of several properties of that name, the last one of the chain is the likelier.
  return found[0].length;
}

// The expression that ends or goes on at a column: `a.b[0].c`.
function chain(text, column) {
  let start = column - 1;
  let depth = 0;
  while (start > 0) {
    const c = text[start - 1];
    if (c === ")" || c === "]") depth++;
    else if (c === "(" || c === "[") { if (depth === 0) break; depth--; }
    else if (depth === 0 && /["'`]/.test(c) && text[start] === ".") {
      const open = text.lastIndexOf(c, start - 2);
      if (open === -1) break;
      start = open + 1;
    } else if (depth === 0 && !/[\w$.?]/.test(c)) break;
    start--;
  }
  const end = /^[\w$]*/.exec(text.slice(column - 1))[0].length;
  let found = text.slice(start, column - 1 + end).trim();
  found = found.replace(/^\?\.?|^\.+/, "").replace(/\(([^()]|\([^()]*\))*\)/g, "(...)");
  return found.replace(/\['(\w+)'\]|\["(\w+)"\]/g, ".$1$2");
}
const after = (text, column) => {
  const skipped = /^new\s+/.exec(text.slice(column - 1))?.[0].length ?? 0;
  return /^[\w$.]*/.exec(text.slice(column - 1 + skipped))[0];
};

function notFunction(frame, native, text) {
  if (native === "Promise") return "Promise resolver undefined is not a function";
  if (native) {
    const given = new RegExp(`\\b${escape(native)}\\(([^(),]*)`).exec(text)?.[1]?.trim();
    return `${given || "undefined"} is not a function`;
  }
  if (!frame) return undefined;
  let name = chain(text, frame.column);
  const rest = text.slice(frame.column - 1 + /^[\w$]*/.exec(text.slice(frame.column - 1))[0].length);
  const index = /^(\[[^\]]*\])+(?=\()/.exec(rest);
  if (index) name += index[0].replace(/\[['"](\w+)['"]\]/g, ".$1").replace(/\[(?!\d)[^\]]*\]/g, "[...]");
  name = name.replace(/^(await|return|typeof|void|new)\s+/, "");
  return name === "" ? "(intermediate value) is not a function" : `${name} is not a function`;
}

function notIterable(frame, native, text) {
  const inner = native && new RegExp(`\\b${escape(native)}\\(([^()]*)\\)`).exec(text)?.[1]?.trim();
  if (inner && /^-?\d+$/.test(inner)) return `number ${inner} is not iterable (cannot read property Symbol(Symbol.iterator))`;
  if (native) return `${inner || "object"} is not iterable`;
  const loop = /\bof\s+([\w$.]+(?:\([^)]*\))?)\s*\)/.exec(text)?.[1];
  const spread = /\.\.\.([\w$.]+)/.exec(text)?.[1];
  const taken = /[\]]\s*=\s*([\w$.]+)/.exec(text)?.[1];
  return `${loop ?? taken ?? spread ?? "object"} is not iterable`;
}

function repeatCount(text) {
  return `Invalid count value: ${/\.repeat\(([^)]*)\)/.exec(text)?.[1] ?? ""}`;
}
function notExtensible(text, native) {
  if (native) return "Cannot add property 0, object is not extensible".replace("0", indexOf(text) ?? "0");
  const name = /[.]([\w$]+)\s*=[^=]/.exec(text)?.[1] ?? /\[['"]?([^\]'"]*)['"]?\]\s*=[^=]/.exec(text)?.[1];
  return `Cannot add property ${name ?? ""}, object is not extensible`;
}
const indexOf = (text) => {
  const inner = /\[([^\]]*)\]\)?\.push/.exec(text)?.[1];
  return inner === undefined ? undefined : String(inner.trim() === "" ? 0 : inner.split(",").length);
};
function setterOnly(text) {
  const match = /([\w$)]+)\.([\w$]+)\s*[-+*/]?=[^=]/.exec(text);
  return `Cannot set property ${match?.[2] ?? ""} of #<Object> which has only a getter`;
}

// A syntax error in the words of V8; `rest` is the line from there on.
function syntax(message, rest) {
  const token = /^(?:[\w$]+|=>|===?|!==?|[<>]=|&&|\|\||\S)/.exec(rest)?.[0];
  if (/^(expecting|unexpected token in expression)/.test(message)) {
    const named = /: '(.*)'$/.exec(message)?.[1] ?? token;
    if (!named || rest.trim() === "") return "Unexpected end of input";
    if (/^["']/.test(named)) return "Unexpected string";
    if (/^\d/.test(named)) return "Unexpected number";
    if (/^[\w$]/.test(named)) return `${keywords.has(named) ? "Unexpected token" : "Unexpected identifier"} '${named}'`;
    if (message === "expecting ')'" && /^[^),]/.test(named)) return "missing ) after argument list";
    return `Unexpected token '${named}'`;
  }
  if (message.startsWith("invalid redefinition")) return `Identifier '${token ?? ""}' has already been declared`;
  return syntaxWords[message] ?? message;
}
const keywords = new Set("break case catch class const continue debugger default delete do else export extends finally for function if import in instanceof new null return super switch this throw true false try typeof var void while with yield".split(" "));
const syntaxWords = {
  "unexpected end of string": "Invalid or unexpected token",
  "missing initializer for const variable": "Missing initializer in const declaration",
  "return not in a function": "Illegal return statement",
  "break must be inside loop or switch": "Illegal break statement",
  "invalid assignment left-hand side": "Invalid left-hand side in assignment",
};

Object.assign(exports, { reword, syntax });
