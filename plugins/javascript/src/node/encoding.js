// Text as bytes: UTF-8, Base64, and the classes of the Encoding standard.

const errors = internal("errors");

function toUtf8(text) {
  text = String(text);
  const out = [];
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xe000) {
      const next = text.charCodeAt(i + 1);
      if (code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        i++;
      } else code = 0xfffd;
    }
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return new Uint8Array(out);
}

// Decodes; what is not UTF-8 becomes U+FFFD, one for each longest wrong piece, or is refused.
function fromUtf8(bytes, fatal) {
  const parts = [];
  let text = "";
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i];
    if (first < 0x80) { text += String.fromCharCode(first); i++; }
    else {
      const [length, low, high] = first >= 0xc2 && first <= 0xdf ? [1, 0x80, 0xbf]
        : first >= 0xe0 && first <= 0xef ? [2, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf]
          : first >= 0xf0 && first <= 0xf4 ? [3, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf] : [0, 0, 0];
      let code = length === 1 ? first & 31 : length === 2 ? first & 15 : first & 7;
      let used = 1;
      while (used <= length && bytes[i + used] >= (used === 1 ? low : 0x80) && bytes[i + used] <= (used === 1 ? high : 0xbf)) {
        code = (code << 6) | (bytes[i + used] & 63);
        used++;
      }
      if (length === 0 || used <= length) {
        if (fatal) throw errors.coded(TypeError, "ERR_ENCODING_INVALID_ENCODED_DATA", "The encoded data was not valid for encoding utf-8");
        code = 0xfffd;
      }
      text += String.fromCodePoint(code);
      i += used;
    }
    if (text.length > 4096) { parts.push(text); text = ""; }
  }
  return parts.join("") + text;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function toBase64(bytes, isUrl) {
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += alphabet[n >> 18] + alphabet[(n >> 12) & 63] +
      (i + 1 < bytes.length ? alphabet[(n >> 6) & 63] : "=") + (i + 2 < bytes.length ? alphabet[n & 63] : "=");
  }
  return isUrl ? out.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") : out;
}
function fromBase64(text) {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/").replace(/=.*$/s, "").replace(/[^A-Za-z0-9+/]/g, "");
  const out = [];
  let bits = 0, count = 0;
  for (const c of plain) {
    bits = ((bits << 6) | alphabet.indexOf(c)) & 0xffffff;
    count += 6;
    if (count >= 8) { count -= 8; out.push((bits >> count) & 255); }
  }
  return new Uint8Array(out);
}

class TextEncoder {
  get encoding() { return "utf-8"; }
  encode(text = "") { return toUtf8(text); }
  encodeInto(text, into) {
    const bytes = toUtf8(text).subarray(0, into.length);
    into.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}
const viewOf = (source) => (source === undefined ? new Uint8Array() : ArrayBuffer.isView(source)
  ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source));
class TextDecoder {
  #encoding;
  #rest = new Uint8Array();
  constructor(encoding = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    const name = { utf8: "utf-8", "unicode-1-1-utf-8": "utf-8", latin1: "windows-1252", ascii: "windows-1252", "iso-8859-1": "windows-1252", "utf-16": "utf-16le", utf16le: "utf-16le" }[`${encoding}`.toLowerCase()] ?? `${encoding}`.toLowerCase();
    if (!["utf-8", "windows-1252", "utf-16le"].includes(name)) throw errors.coded(RangeError, "ERR_ENCODING_NOT_SUPPORTED", `The "${encoding}" encoding is not supported`);
    this.#encoding = name;
    Object.defineProperty(this, "fatal", { value: fatal });
    Object.defineProperty(this, "ignoreBOM", { value: ignoreBOM });
  }
  get encoding() { return this.#encoding; }
  decode(source, { stream = false } = {}) {
    let bytes = viewOf(source);
    if (this.#encoding === "windows-1252") return String.fromCharCode(...bytes);
    if (this.#encoding === "utf-16le") return String.fromCharCode(...new Uint16Array(bytes.slice().buffer, 0, bytes.length >> 1));
    if (this.#rest.length > 0) bytes = Uint8Array.of(...this.#rest, ...bytes);
    const whole = stream ? complete(bytes) : bytes.length;
    this.#rest = bytes.slice(whole);
    const text = fromUtf8(bytes.subarray(0, whole), this.fatal);
    return this.ignoreBOM ? text : text.replace(/^\ufeff/, "");
  }
}
// How many bytes come before a character that is cut off at the end.
function complete(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
class StringDecoder {
  #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  constructor(encoding = "utf8") { this.encoding = encoding; }
  write(bytes) { return this.#decoder.decode(bytes, { stream: true }); }
  end(bytes) { return this.#decoder.decode(bytes ?? new Uint8Array()); }
}

function invalid() {
  const { DOMException } = internal("eventtarget");
  return new DOMException("Invalid character", "InvalidCharacterError");
}
function btoa(text) {
  text = String(text);
  const bytes = Uint8Array.from(text, (c) => {
    if (c.codePointAt(0) > 255) throw invalid();
    return c.charCodeAt(0);
  });
  return toBase64(bytes);
}
function atob(text) {
  const plain = String(text).replace(/[\t\n\f\r ]/g, "");
  const bare = plain.length % 4 === 0 ? plain.replace(/={1,2}$/, "") : plain;
  if (bare.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(bare)) {
    const { DOMException } = internal("eventtarget");
    throw new DOMException("The string to be decoded is not correctly encoded.", "InvalidCharacterError");
  }
  return String.fromCharCode(...fromBase64(bare));
}

Object.assign(exports, { toUtf8, fromUtf8, toBase64, fromBase64, TextEncoder, TextDecoder, atob, btoa, decoder: { StringDecoder } });
