// `node:querystring`.

const escape = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => (c === "'" ? "%27" : c));
const unescape = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const one = (value) => (["string", "number", "bigint", "boolean"].includes(typeof value) ? escape(`${value}`) : "");

function stringify(object, sep = "&", eq = "=") {
  return Object.entries(object ?? {}).flatMap(([key, value]) => [].concat(value).map((v) => `${escape(key)}${eq}${one(v)}`)).join(sep);
}
function parse(text, sep = "&", eq = "=") {
  const out = Object.create(null);
  for (const pair of String(text).split(sep)) {
    if (pair === "") continue;
    const cut = pair.indexOf(eq);
    const decode = (part) => unescape(part.replaceAll("+", " "));
    const key = decode(cut === -1 ? pair : pair.slice(0, cut));
    const value = cut === -1 ? "" : decode(pair.slice(cut + eq.length));
    if (!(key in out)) out[key] = value;
    else out[key] = [].concat(out[key], value);
  }
  return out;
}
Object.assign(exports, { stringify, parse, escape, unescape, encode: stringify, decode: parse });
