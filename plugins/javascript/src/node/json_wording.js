// The words of V8 11 for a text that is no JSON, and for a value that JSON cannot hold.

function complaint(text) {
  let at = 0;
  const space = () => { while (/[ \t\n\r]/.test(text[at] ?? "x")) at++; };
  class Wrong { constructor(message) { this.message = message; } }
  const unexpected = () => {
    if (at >= text.length) throw new Wrong("Unexpected end of JSON input");
    const c = text[at];
    const around = text.length <= 40 ? `"${text}"` :
      `${at > 10 ? "..." : ""}"${text.slice(Math.max(0, at - 10), at + 10)}"${at + 10 < text.length ? "..." : ""}`;
    throw new Wrong(`Unexpected token '${c}', ${around} is not valid JSON`);
  };
  const expected = (what) => {
    if (at >= text.length && !what.startsWith("Expected property")) unexpected();
    throw new Wrong(`${what} in JSON at position ${at}`);
  };
  const string = () => {
    at++;
    for (;;) {
      if (at >= text.length) throw new Wrong(`Unterminated string in JSON at position ${at}`);
      const c = text[at];
      if (c === '"') { at++; return; }
      if (c < " ") throw new Wrong(`Bad control character in string literal in JSON at position ${at}`);
      if (c === "\\") {
        at++;
        if (text[at] === "u") {
          if (!/^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) throw new Wrong(`Bad Unicode escape in JSON at position ${at + 1}`);
          at += 4;
        } else if (!'"\\/bfnrt'.includes(text[at] ?? "?")) throw new Wrong(`Bad escaped character in JSON at position ${at}`);
      }
      at++;
    }
  };
  const number = () => {
    if (text[at] === "-") {
      at++;
      if (!/\d/.test(text[at] ?? "x")) throw new Wrong(`No number after minus sign in JSON at position ${at}`);
    }
    if (text[at] === "0") {
      at++;
      if (/\d/.test(text[at] ?? "x")) throw new Wrong(`Unexpected number in JSON at position ${at}`);
    }
    else while (/\d/.test(text[at] ?? "x")) at++;
    if (text[at] === ".") {
      at++;
      if (!/\d/.test(text[at] ?? "x")) throw new Wrong(`Unterminated fractional number in JSON at position ${at}`);
      while (/\d/.test(text[at] ?? "x")) at++;
    }
    if (/[eE]/.test(text[at] ?? "x")) {
      at++;
      if (/[+-]/.test(text[at] ?? "x")) at++;
      if (!/\d/.test(text[at] ?? "x")) throw new Wrong(`Exponent part is missing a number in JSON at position ${at}`);
      while (/\d/.test(text[at] ?? "x")) at++;
    }
  };
  const value = () => {
    space();
    const c = text[at] ?? "";
    if (c === "{") object();
    else if (c === "[") array();
    else if (c === '"') string();
    else if (/[-\d]/.test(c)) number();
    else {
      const word = ["true", "false", "null"].find((w) => w[0] === c);
      if (!word) unexpected();
      for (const letter of word) {
        if (text[at] !== letter) unexpected();
        at++;
      }
    }
    space();
  };
  const object = () => {
    at++;
    space();
    if (text[at] === "}") { at++; return; }
    for (let first = true; ; first = false) {
      space();
      if (text[at] !== '"') expected(first ? "Expected property name or '}'" : "Expected double-quoted property name");
      string();
      space();
      if (text[at] !== ":") expected("Expected ':' after property name");
      at++;
      value();
      if (text[at] === "}") { at++; return; }
      if (text[at] !== ",") expected("Expected ',' or '}' after property value");
      at++;
    }
  };
  const array = () => {
    at++;
    space();
    if (text[at] === "]") { at++; return; }
    for (;;) {
      value();
      if (text[at] === "]") { at++; return; }
      if (text[at] !== ",") expected("Expected ',' or ']' after array element");
      at++;
    }
  };
  try {
    value();
    if (at < text.length) throw new Wrong(`Unexpected non-whitespace character after JSON at position ${at}`);
  } catch (wrong) {
    if (wrong instanceof Wrong) return wrong.message;
    throw wrong;
  }
  return undefined;
}

// The way to the circle, as V8 draws it.
function circle(root, replacer) {
  const path = [];
  const name = (value) => `object with constructor '${value.constructor?.name ?? "Object"}'`;
  const step = (key, parent) => (Array.isArray(parent) ? `index ${key}` : `property '${key}'`);
  const visit = (value) => {
    if (value === null || typeof value !== "object") return undefined;
    const index = path.findIndex((entry) => entry.value === value);
    if (index !== -1) return index;
    path.push({ value });
    for (const key of Object.keys(value)) {
      path[path.length - 1].key = key;
      const found = visit(value[key]);
      if (found !== undefined) return found;
    }
    path.pop();
    return undefined;
  };
  const index = visit(root);
  if (index === undefined) return undefined;
  const ring = path.slice(index);
  const lines = [`    --> starting at ${name(ring[0].value)}`];
  for (let i = 1; i < ring.length; i++) {
    const line = `    |     ${step(ring[i - 1].key, ring[i - 1].value)} -> ${name(ring[i].value)}`;
    if (i === 1 || i === ring.length - 1) lines.push(line);
    else if (i === 2) lines.push("    |     ...");
  }
  const last = ring[ring.length - 1];
  lines.push(`    --- ${step(last.key, last.value)} closes the circle`);
  return `Converting circular structure to JSON\n${lines.join("\n")}`;
}

Object.assign(exports, { complaint, circle });
