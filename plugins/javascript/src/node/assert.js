// `node:assert`. Messages are those of Node.js 20, differences line by line included.

const { inspect } = internal("inspect");
const { isEqual } = internal("compare");
const errors = internal("errors");

const shown = (value) => inspect(value, { compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false, sorted: true, getters: true, breakLength: Infinity });
const heads = {
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: "Expected values to be loosely deep-equal:",
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: "Values identical but not reference-equal:",
};
const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

function difference(actual, expected, operator) {
  if (operator === "strictEqual" && ((isObject(actual) && isObject(expected)))) operator = "strictEqualObject";
  const a = shown(actual).split("\n");
  const b = shown(expected).split("\n");
  if (a.length === 1 && b.length === 1 && a[0] !== b[0]) {
    if (a[0].length + b[0].length <= 12 ? !(isObject(actual) || isObject(expected)) && (actual !== 0 || expected !== 0)
      : false) return `${heads[operator]}\n\n${a[0]} !== ${b[0]}\n`;
    if (operator !== "strictEqualObject" && a[0].length + b[0].length < 80) {
      let same = 0;
      while (same < a[0].length && a[0][same] === b[0][same]) same++;
      const isShort = a[0].length + b[0].length <= 12;
      if (isShort && !(isObject(actual) || isObject(expected))) return `${heads[operator]}\n\n${a[0]} !== ${b[0]}\n`;
      const mark = same > 2 ? `\n  ${" ".repeat(same)}^` : "";
      return `${heads[operator]}\n+ actual - expected\n\n+ ${a[0]}\n- ${b[0]}${mark}`;
    }
  }
  const lines = diff(a, b);
  if (lines.every(([sign]) => sign === " ")) {
    return `${heads.notIdentical}\n\n${a.join("\n")}\n`;
  }
  return `${heads[operator]}\n+ actual - expected${lines.skipped ? " ... Lines skipped" : ""}\n\n${folded(lines)}`;
}

// The longest common lines stay, the others are marked.
function diff(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const same = (x, y) => x === y || `${x},` === y || x === `${y},`;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i][j] = same(a[i], b[j]) ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const lines = [];
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i], b[j])) { lines.push([" ", a[i]]); i++; j++; }
    else if (i < a.length && (j === b.length || table[i + 1][j] >= table[i][j + 1])) lines.push(["+", a[i++]]);
    else lines.push(["-", b[j++]]);
  }
  return lines;
}

function folded(lines) {
  return lines.map(([sign, text]) => `${sign} ${text}`).join("\n");
}

class AssertionError extends Error {
  constructor({ message, actual, expected, operator, stackStartFn, generated }) {
    super(message);
    this.generatedMessage = Boolean(generated);
    this.code = "ERR_ASSERTION";
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, "name", { value: "AssertionError [ERR_ASSERTION]", configurable: true, writable: true });
    if (Error.captureStackTrace) Error.captureStackTrace(this, stackStartFn);
    void this.stack;
    this.name = "AssertionError";
  }
  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
}

function fail(info, message, generated) {
  if (message instanceof Error) throw message;
  throw new AssertionError({ ...info, message: message ?? generated(), generated: message === undefined });
}

function assert(...args) { ok(assert, args); }
function ok(start, args) {
  const [value, message] = args;
  if (value) return;
  const generated = () => (args.length === 0 ? "No value argument passed to `assert.ok()`" : expression());
  fail({ actual: value, expected: true, operator: "==", stackStartFn: start }, message, generated);
}

// The text of the call, which the message shows.
function expression() {
  const probe = new Error("probe");
  void probe.stack;
  const frame = errors.places.get(probe)?.[0];
  const text = frame && errors.texts.get(frame.path)?.[frame.line - 1];
  const call = text && /\bassert(?:\.ok)?\(.*\)/.exec(text)?.[0];
  return call ? `The expression evaluated to a falsy value:\n\n  ${call.replace(/;$/, "")}\n` : "The expression evaluated to a falsy value";
}

function pair(name, holds, operator = name) {
  const check = (actual, expected, message) => {
    if (holds(actual, expected)) return;
    fail({ actual, expected, operator, stackStartFn: check }, message, () => {
      if (operator === "==" || operator === "!=") return `${inspect(actual)} ${operator} ${inspect(expected)}`;
      if (name === "deepEqual") return `${heads.deepEqual}\n\n${shown(actual)}\n\nshould loosely deep-equal\n\n${shown(expected)}`;
      if (!name.startsWith("not")) return difference(actual, expected, operator);
      const isReference = name === "notStrictEqual" && isObject(actual);
      const text = shown(actual);
      const head = heads[isReference ? "notStrictEqualObject" : name];
      return text.includes("\n") ? `${head}\n\n${text}\n` : `${head}${text.length > 5 ? "\n\n" : " "}${text}${text.length > 5 ? "\n" : ""}`;
    });
  };
  Object.defineProperty(check, "name", { value: name });
  return check;
}

function matches(error, expected, message, check) {
  if (expected === undefined) return;
  const wrong = (text) => fail({ actual: error, expected, operator: check.name, stackStartFn: check }, message, () => text);
  if (expected instanceof RegExp) {
    if (!expected.test(String(error))) wrong(`The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(error))}\n`);
  } else if (typeof expected === "function") {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (expected === Error || expected.prototype instanceof Error) {
      wrong(`The error is expected to be an instance of "${expected.name}". Received "${error?.constructor?.name ?? inspect(error)}"\n\nError message:\n\n${error?.message}`);
    }
    if (expected.call({}, error) !== true) wrong(`The ${expected.name ? `"${expected.name}" ` : ""}validation function is expected to return "true". Received ${inspect(expected.call({}, error))}\n\nCaught error:\n\n${error}`);
  } else if (isObject(expected)) {
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push("name", "message");
    for (const key of keys) {
      const holds = expected[key] instanceof RegExp && typeof error[key] === "string" ? expected[key].test(error[key]) : isEqual(error[key], expected[key], true);
      if (!holds) {
        const pick = (from) => Object.fromEntries(keys.filter((k) => k in from).map((k) => [k, from[k]]));
        wrong(difference(pick(error), pick(expected), "deepStrictEqual"));
      }
    }
  }
}

function throws(run, expected, message) {
  if (typeof expected === "string") { message = expected; expected = undefined; }
  let error;
  try {
    run();
  } catch (caught) {
    error = { caught };
  }
  if (!error) fail({ operator: "throws", expected, stackStartFn: throws }, `Missing expected exception${expected?.name ? ` (${expected.name})` : ""}${message ? `: ${message}` : "."}`);
  matches(error.caught, expected, message, throws);
}
async function rejects(promise, expected, message) {
  if (typeof expected === "string") { message = expected; expected = undefined; }
  let error;
  try {
    await (typeof promise === "function" ? promise() : promise);
  } catch (caught) {
    error = { caught };
  }
  if (!error) fail({ operator: "rejects", expected, stackStartFn: rejects }, `Missing expected rejection${expected?.name ? ` (${expected.name})` : ""}${message ? `: ${message}` : "."}`);
  matches(error.caught, expected, message, rejects);
}
const unwanted = (what, error, message) => `Got unwanted ${what}${message ? `: ${message}` : "."}\nActual message: "${error?.message}"`;

Object.assign(assert, {
  AssertionError, throws, rejects,
  ok: (...args) => ok(assert.ok, args),
  equal: pair("equal", (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b)), "=="),
  notEqual: pair("notEqual", (a, b) => a != b && !(Number.isNaN(a) && Number.isNaN(b)), "!="),
  strictEqual: pair("strictEqual", Object.is),
  notStrictEqual: pair("notStrictEqual", (a, b) => !Object.is(a, b)),
  deepEqual: pair("deepEqual", (a, b) => isEqual(a, b, false)),
  notDeepEqual: pair("notDeepEqual", (a, b) => !isEqual(a, b, false)),
  deepStrictEqual: pair("deepStrictEqual", (a, b) => isEqual(a, b, true)),
  notDeepStrictEqual: pair("notDeepStrictEqual", (a, b) => !isEqual(a, b, true)),
  fail: (message = "Failed") => fail({ operator: "fail", stackStartFn: assert.fail }, message, () => message),
  match: (text, pattern, message) => {
    if (!pattern.test(text)) fail({ actual: text, expected: pattern, operator: "match", stackStartFn: assert.match }, message, () => `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`);
  },
  doesNotMatch: (text, pattern, message) => {
    if (pattern.test(text)) fail({ actual: text, expected: pattern, operator: "doesNotMatch", stackStartFn: assert.doesNotMatch }, message, () => `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`);
  },
  doesNotThrow: (run, message) => {
    try {
      run();
    } catch (error) {
      fail({ actual: error, operator: "doesNotThrow", stackStartFn: assert.doesNotThrow }, undefined, () => unwanted("exception", error, message));
    }
  },
  doesNotReject: async (promise, message) => {
    try {
      await (typeof promise === "function" ? promise() : promise);
    } catch (error) {
      fail({ actual: error, operator: "doesNotReject", stackStartFn: assert.doesNotReject }, undefined, () => unwanted("rejection", error, message));
    }
  },
  ifError: (value) => { if (value != null) throw value; },
});
assert.strict = Object.assign((...args) => ok(assert.strict, args), assert, {
  equal: assert.strictEqual, notEqual: assert.notStrictEqual,
  deepEqual: assert.deepStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
Object.assign(exports, { assert });
