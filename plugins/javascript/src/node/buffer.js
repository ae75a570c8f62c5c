// `Buffer` and `Blob`.

const { toUtf8, fromUtf8, toBase64, fromBase64 } = internal("encoding");
const errors = internal("errors");
const custom = Symbol.for("nodejs.util.inspect.custom");

const latin1 = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const latin1Text = (bytes) => {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
};
const encodings = {
  utf8: [toUtf8, fromUtf8],
  hex: [(text) => Uint8Array.from(/^([0-9a-fA-F]{2})*/.exec(text)[0].match(/../g) ?? [], (h) => parseInt(h, 16)),
    (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")],
  base64: [fromBase64, (bytes) => toBase64(bytes)],
  base64url: [fromBase64, (bytes) => toBase64(bytes, true)],
  latin1: [latin1, latin1Text],
  ascii: [latin1, (bytes) => latin1Text(bytes.map((b) => b & 127))],
  utf16le: [(text) => new Uint8Array(Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).buffer),
    (bytes) => String.fromCharCode(...new Uint16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1))],
};
Object.assign(encodings, { "utf-8": encodings.utf8, binary: encodings.latin1, ucs2: encodings.utf16le, "utf-16le": encodings.utf16le });
const coder = (name = "utf8") => {
  const found = encodings[String(name).toLowerCase()];
  if (!found) throw errors.coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`);
  return found;
};

class Buffer extends Uint8Array {
  static from(value, encoding, length) {
    if (typeof value === "string") return wrap(coder(encoding)[0](value));
    if (value instanceof ArrayBuffer) return new Buffer(value, encoding, length);
    if (ArrayBuffer.isView(value)) return wrap(Uint8Array.from(value));
    if (value?.type === "Buffer" && Array.isArray(value.data)) return wrap(Uint8Array.from(value.data));
    if (value != null && typeof value === "object") {
      const primitive = value.valueOf?.();
      if (typeof primitive === "string") return Buffer.from(primitive, encoding);
      if (typeof value.length === "number" || Array.isArray(value)) return wrap(Uint8Array.from(value));
    }
    throw errors.coded(TypeError, "ERR_INVALID_ARG_TYPE", `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${errors.received(value)}`);
  }
  static alloc(size, fill, encoding) {
    const made = new Buffer(size);
    return fill === undefined ? made : made.fill(fill, encoding);
  }
  static allocUnsafe(size) { return new Buffer(size); }
  static isBuffer(value) { return value instanceof Buffer; }
  static isEncoding(name) { return Object.hasOwn(encodings, String(name).toLowerCase()); }
  static byteLength(value, encoding) { return typeof value === "string" ? coder(encoding)[0](value).length : value.byteLength; }
  static concat(list, length = list.reduce((total, part) => total + part.length, 0)) {
    const made = Buffer.alloc(length);
    let at = 0;
    for (const part of list) {
      made.set(part.subarray(0, Math.max(0, length - at)), at);
      at += part.length;
    }
    return made;
  }
  static compare(a, b) {
    for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  }
  toString(encoding, start = 0, end = this.length) { return coder(encoding)[1](Uint8Array.prototype.subarray.call(this, start, end)); }
  toJSON() { return { type: "Buffer", data: Array.from(this) }; }
  equals(other) { return Buffer.compare(this, other) === 0; }
  compare(other) { return Buffer.compare(this, other); }
  slice(start, end) { return this.subarray(start, end); }
  subarray(start, end) {
    const part = Uint8Array.prototype.subarray.call(new Uint8Array(this.buffer, this.byteOffset, this.length), start, end);
    return new Buffer(part.buffer, part.byteOffset, part.length);
  }
  write(text, offset = 0, length, encoding) {
    if (typeof offset === "string") [encoding, offset] = [offset, 0];
    else if (typeof length === "string") [encoding, length] = [length, undefined];
    const bytes = coder(encoding)[0](text).subarray(0, Math.min(length ?? Infinity, this.length - offset));
    this.set(bytes, offset);
    return bytes.length;
  }
  copy(target, at = 0, start = 0, end = this.length) {
    const part = this.subarray(start, Math.min(end, start + target.length - at));
    target.set(part, at);
    return part.length;
  }
  fill(value, start = 0, end = this.length, encoding) {
    if (typeof value === "number") return super.fill(value & 255, start, end);
    if (typeof start === "string") { encoding = start; start = 0; }
    const bytes = typeof value === "string" ? coder(encoding)[0](value) : value;
    for (let i = start; i < end && bytes.length > 0; i++) this[i] = bytes[(i - start) % bytes.length];
    return this;
  }
  indexOf(value, from = 0, encoding) {
    if (typeof value === "number") return super.indexOf(value & 255, from);
    return latin1Text(this).indexOf(latin1Text(typeof value === "string" ? coder(encoding)[0](value) : value), from);
  }
  includes(value, from, encoding) { return this.indexOf(value, from, encoding) !== -1; }
  swap16() { for (let i = 0; i + 1 < this.length; i += 2) [this[i], this[i + 1]] = [this[i + 1], this[i]]; return this; }
  readUIntBE(at, n) { let v = 0; for (let i = 0; i < n; i++) v = v * 256 + this[at + i]; return v; }
  readUIntLE(at, n) { let v = 0; for (let i = n - 1; i >= 0; i--) v = v * 256 + this[at + i]; return v; }
  writeUIntBE(v, at, n) { for (let i = n - 1; i >= 0; i--) { this[at + i] = v & 255; v = Math.floor(v / 256); } return at + n; }
  writeUIntLE(v, at, n) { for (let i = 0; i < n; i++) { this[at + i] = v & 255; v = Math.floor(v / 256); } return at + n; }
  [custom](depth, options, inspect) {
    const shown = Array.from(Uint8Array.prototype.subarray.call(this, 0, 50), (b) => b.toString(16).padStart(2, "0")).join(" ");
    const left = this.length - 50;
    return `<${this.constructor.name}${shown ? " " : ""}${shown}${left > 0 ? ` ... ${left} more byte${left > 1 ? "s" : ""}` : ""}>`;
  }
}
const wrap = (bytes) => new Buffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const hidden = (name, value) => Object.defineProperty(Buffer.prototype, name, { value, writable: true, configurable: true });

for (const [name, size, method] of [["UInt8", 1, "Uint8"], ["Int8", 1, "Int8"], ["UInt16", 2, "Uint16"], ["Int16", 2, "Int16"], ["UInt32", 4, "Uint32"], ["Int32", 4, "Int32"], ["Float", 4, "Float32"], ["Double", 8, "Float64"], ["BigUInt64", 8, "BigUint64"], ["BigInt64", 8, "BigInt64"]]) {
  for (const [end, isLittle] of size === 1 ? [["", true]] : [["LE", true], ["BE", false]]) {
    const view = (buffer, at) => {
      if (at < 0 || at + size > buffer.length) {
        throw errors.coded(RangeError, "ERR_OUT_OF_RANGE", `The value of "offset" is out of range. It must be >= 0 and <= ${buffer.length - size}. Received ${at}`);
      }
      return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    };
    const read = function (at = 0) { return view(this, at)[`get${method}`](at, isLittle); };
    const write = function (value, at = 0) { view(this, at)[`set${method}`](at, value, isLittle); return at + size; };
    for (const alias of new Set([name, name.replace("UInt", "Uint")])) {
      hidden(`read${alias}${end}`, read);
      hidden(`write${alias}${end}`, write);
    }
  }
}

class Blob {
  #bytes;
  constructor(parts = [], { type = "" } = {}) {
    this.#bytes = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part instanceof Blob ? part.#bytes : Buffer.from(part))));
    Object.defineProperty(this, "type", { value: type, enumerable: true });
  }
  get size() { return this.#bytes.length; }
  async text() { return this.#bytes.toString(); }
  async arrayBuffer() { return Uint8Array.from(this.#bytes).buffer; }
  slice(start, end, type) { return new Blob([this.#bytes.subarray(start, end)], { type }); }
  [custom](depth, options, inspect) { return `Blob { size: ${this.size}, type: '${this.type}' }`; }
}

// Buffer() and new Buffer() were functions once; code that is shown today calls the static methods.
Object.assign(exports, { Buffer, Blob });
