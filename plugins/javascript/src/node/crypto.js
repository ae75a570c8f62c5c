// `node:crypto` and `globalThis.crypto`: digests, and random numbers that follow from the seed.

const { Buffer } = internal("buffer");
const { latin1 } = internal("process");
const { fill, random } = internal("random");
const errors = internal("errors");

const blocks = { md5: 64, sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 };
const nameOf = (name) => String(name).toLowerCase().replace("-", "");
const bytesOf = (data, encoding) => {
  if (typeof data === "string") return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return Buffer.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if (data instanceof ArrayBuffer) return Buffer.from(new Uint8Array(data));
  throw errors.invalidType("data", "of type string or an instance of Buffer, TypedArray, or DataView", data);
};
function digest(name, bytes) {
  const made = native.digest(nameOf(name), latin1(bytes));
  return made && Buffer.from(made);
}

class Hash {
  #name;
  #parts = [];
  #isDone = false;
  constructor(name) {
    if (!Object.hasOwn(blocks, nameOf(name))) throw new Error("Digest method not supported");
    this.#name = name;
  }
  update(data, encoding) {
    if (this.#isDone) throw errors.coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#parts.push(bytesOf(data, encoding));
    return this;
  }
  digest(encoding) {
    if (this.#isDone) throw errors.coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#isDone = true;
    const made = digest(this.#name, Buffer.concat(this.#parts));
    return encoding && encoding !== "buffer" ? made.toString(encoding) : made;
  }
  copy() {
    const made = new Hash(this.#name);
    made.#parts = [...this.#parts];
    return made;
  }
}
function mac(name, key, data) {
  const size = blocks[nameOf(name)];
  const short = key.length > size ? digest(name, key) : key;
  const padded = Buffer.alloc(size);
  padded.set(short);
  const inner = digest(name, Buffer.concat([padded.map((b) => b ^ 0x36), data]));
  return digest(name, Buffer.concat([padded.map((b) => b ^ 0x5c), inner]));
}
class Hmac {
  #parts = [];
  constructor(name, key) {
    if (!Object.hasOwn(blocks, nameOf(name))) throw errors.coded(Error, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${name}`);
    Object.defineProperty(this, "said", { value: [name, bytesOf(key)] });
  }
  update(data, encoding) { this.#parts.push(bytesOf(data, encoding)); return this; }
  digest(encoding) {
    const made = mac(...this.said, Buffer.concat(this.#parts));
    return encoding && encoding !== "buffer" ? made.toString(encoding) : made;
  }
}
function pbkdf2Sync(password, salt, rounds, length, name) {
  const key = bytesOf(password);
  const out = [];
  for (let block = 1; out.length * 1 < length; block++) {
    const index = Buffer.alloc(4);
    index.writeUInt32BE(block);
    let last = mac(name, key, Buffer.concat([bytesOf(salt), index]));
    const total = Buffer.from(last);
    for (let i = 1; i < rounds; i++) {
      last = mac(name, key, last);
      for (let j = 0; j < total.length; j++) total[j] ^= last[j];
    }
    out.push(...total);
  }
  return Buffer.from(out.slice(0, length));
}
function randomUUID() {
  const bytes = fill(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
const later = (value, callback) => (callback ? void setImmediate(() => callback(null, value)) : value);
function randomInt(min, max, callback) {
  if (max === undefined || typeof max === "function") [min, max, callback] = [0, min, max];
  return later(min + Math.floor(random() * (max - min)), callback);
}
function timingSafeEqual(a, b) {
  if (a.byteLength !== b.byteLength) throw errors.coded(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
  return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}
const subtle = {
  digest: async (algorithm, data) => Uint8Array.from(digest(algorithm.name ?? algorithm, bytesOf(data))).buffer,
};
const crypto = { getRandomValues: fill, randomUUID, subtle };
Object.defineProperty(crypto, Symbol.toStringTag, { value: "Crypto", configurable: true });
const module = {
  createHash: (name) => new Hash(name), createHmac: (name, key) => new Hmac(name, key), Hash, Hmac,
  hash: (name, data, encoding = "hex") => new Hash(name).update(data).digest(encoding),
  randomBytes: (size, callback) => later(Buffer.from(fill(new Uint8Array(size))), callback),
  randomFillSync: fill, randomUUID, randomInt, timingSafeEqual, pbkdf2Sync,
  pbkdf2: (password, salt, rounds, length, name, callback) => later(pbkdf2Sync(password, salt, rounds, length, name), callback),
  getHashes: () => Object.keys(blocks), webcrypto: crypto, subtle, getRandomValues: fill,
};
Object.assign(exports, { crypto, module });
