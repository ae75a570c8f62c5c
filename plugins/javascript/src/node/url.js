// `URL` and `URLSearchParams` as the URL standard has them, for addresses as they are written.

const errors = internal("errors");
const custom = Symbol.for("nodejs.util.inspect.custom");
const ports = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443", "ftp:": "21", "file:": "" };
const isSpecial = (protocol) => Object.hasOwn(ports, protocol);

const encode = (text, keep) => text.replace(keep, (c) => Array.from(internal("encoding").toUtf8(c), (b) => `%${b.toString(16).toUpperCase().padStart(2, "0")}`).join(""));
const inPath = /[\x00-\x20"#<>?`{}\x7f-\uffff]|[\ud800-\udbff][\udc00-\udfff]/gu;
const inQuery = /[\x00-\x20"#<>'\x7f-\uffff]|[\ud800-\udbff][\udc00-\udfff]/gu;
const inFragment = /[\x00-\x20"<>`\x7f-\uffff]|[\ud800-\udbff][\udc00-\udfff]/gu;
const inUser = /[\x00-\x20"#<>?`{}/:;=@[\\\]^|\x7f-\uffff]/gu;

function invalid(input, base) {
  const error = errors.coded(TypeError, "ERR_INVALID_URL", "Invalid URL");
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

function segments(path, special) {
  const out = [];
  const parts = (special ? path.replaceAll("\\", "/") : path).split("/").slice(1);
  parts.forEach((part, i) => {
    const plain = part.toLowerCase().replaceAll("%2e", ".");
    const isLast = i === parts.length - 1;
    if (plain === "..") { out.pop(); if (isLast) out.push(""); }
    else if (plain === ".") { if (isLast) out.push(""); }
    else out.push(encode(part, inPath));
  });
  return `/${out.join("/")}`;
}

function hostOf(text, special) {
  if (text.startsWith("[")) return /^\[[0-9a-fA-F:.]+\]$/.test(text) ? text.toLowerCase() : undefined;
  let host = text;
  if (special) {
    try {
      host = decodeURIComponent(text).toLowerCase();
    } catch {
      return undefined;
    }
    host = host.split(".").map((label) => (/[^\x00-\x7f]/.test(label) ? `xn--${punycode(label.normalize("NFC"))}` : label)).join(".");
    if (/[\x00-\x20#%/:<>?@[\\\]^|\x7f]/.test(host) || host === "") return undefined;
    if (/^\d+(\.\d+){0,3}$/.test(host)) return ipv4(host);
  }
  return host;
}
function ipv4(host) {
  const parts = host.split(".").map(Number);
  let value = parts.pop();
  if (parts.some((part) => part > 255) || value >= 256 ** (4 - parts.length)) return undefined;
  parts.forEach((part, i) => { value += part * 256 ** (3 - i); });
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
function punycode(label) {
  const input = Array.from(label, (c) => c.codePointAt(0));
  const basic = input.filter((c) => c < 128);
  let out = String.fromCodePoint(...basic) + (basic.length ? "-" : "");
  let n = 128, delta = 0, bias = 72, done = basic.length;
  const digit = (d) => String.fromCharCode(d < 26 ? d + 97 : d + 22);
  while (done < input.length) {
    const next = Math.min(...input.filter((c) => c >= n));
    delta += (next - n) * (done + 1);
    n = next;
    for (const c of input) {
      if (c < n) delta++;
      if (c !== n) continue;
      let q = delta;
      for (let k = 36; ; k += 36) {
        const t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (q < t) break;
        out += digit(t + ((q - t) % (36 - t)));
        q = Math.floor((q - t) / (36 - t));
      }
      out += digit(q);
      let d = done === basic.length ? Math.floor(delta / 700) : delta >> 1;
      d += Math.floor(d / (done + 1));
      for (bias = 0; d > 455; bias += 36) d = Math.floor(d / 35);
      bias = Math.floor(bias + (36 * d) / (d + 38));
      delta = 0;
      done++;
    }
    delta++;
    n++;
  }
  return out;
}

function authority(text, special, protocol) {
  const at = text.lastIndexOf("@");
  const user = at === -1 ? "" : text.slice(0, at);
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(text.slice(at + 1));
  if (!match) return undefined;
  const host = protocol === "file:" && match[1] === "" ? "" : hostOf(match[1], special);
  if (host === undefined || Number(match[2] ?? 0) > 65535) return undefined;
  const port = match[2] ? String(Number(match[2])) : "";
  const cut = user.indexOf(":");
  return {
    username: encode(cut === -1 ? user : user.slice(0, cut), inUser),
    password: cut === -1 ? "" : encode(user.slice(cut + 1), inUser),
    hostname: protocol === "file:" && host === "localhost" ? "" : host, port: port === ports[protocol] ? "" : port,
  };
}

function parse(input, base) {
  let text = input.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, "").replace(/[\t\n\r]/g, "");
  const hashAt = text.indexOf("#");
  let hash = "";
  if (hashAt !== -1) { hash = encode(text.slice(hashAt), inFragment); text = text.slice(0, hashAt); }
  const queryAt = text.indexOf("?");
  let search;
  if (queryAt !== -1) { search = encode(text.slice(queryAt), inQuery); text = text.slice(0, queryAt); }
  const trim = (part) => (part === "#" || part === "?" ? "" : part ?? "");
  const scheme = /^([a-zA-Z][a-zA-Z\d+.-]*):/.exec(text);
  const empty = { username: "", password: "", hostname: "", port: "" };
  if (scheme && !(base && isSpecial(base.protocol) && base.protocol === `${scheme[1].toLowerCase()}:` && !/^[/\\]/.test(text.slice(scheme[0].length)))) {
    const protocol = `${scheme[1].toLowerCase()}:`;
    let rest = text.slice(scheme[0].length);
    if (isSpecial(protocol)) {
      rest = rest.replaceAll("\\", "/");
      rest = protocol === "file:" ? rest.replace(/^\/\//, "") : rest.replace(/^\/*/, "");
      if (protocol === "file:" && !rest.startsWith("/") && !/^\/\//.test(text.slice(scheme[0].length))) rest = `/${rest}`;
    } else if (!rest.startsWith("//")) {
      const pathname = rest.startsWith("/") ? segments(rest, false) : encode(rest, /[\x00-\x1f\x7f-\uffff]/gu);
      return { protocol, ...empty, pathname, search: trim(search), hash: trim(hash), isOpaque: !rest.startsWith("/") };
    } else rest = rest.slice(2);
    const slash = rest.indexOf("/");
    const found = authority(slash === -1 ? rest : rest.slice(0, slash), isSpecial(protocol), protocol);
    if (!found || (found.hostname === "" && isSpecial(protocol) && protocol !== "file:")) return undefined;
    const path = slash === -1 ? "" : rest.slice(slash);
    return { protocol, ...found, pathname: path === "" && !isSpecial(protocol) ? "" : segments(path || "/", isSpecial(protocol)), search: trim(search), hash: trim(hash) };
  }
  if (!base || (base.isOpaque && text !== "")) return undefined;
  if (scheme) text = text.slice(scheme[0].length);
  const special = isSpecial(base.protocol);
  if (special) text = text.replaceAll("\\", "/");
  if (text.startsWith("//")) return parse(`${base.protocol}${text}${search ?? ""}${hash}`);
  const same = { ...base, hash: trim(hash) };
  if (text === "") return { ...same, search: search === undefined ? base.search : trim(search) };
  const path = text.startsWith("/") ? text : base.pathname.replace(/[^/]*$/, "") + text;
  return { ...same, pathname: segments(path.startsWith("/") ? path : `/${path}`, special), search: trim(search) };
}

const formEncode = (text) => encode(text, /[^A-Za-z0-9*\-._ ]|[\ud800-\udbff][\udc00-\udfff]/gu).replaceAll(" ", "+");
const formDecode = (text) => {
  const plain = text.replaceAll("+", " ");
  const { toUtf8, fromUtf8 } = internal("encoding");
  return plain.includes("%") ? fromUtf8(Uint8Array.from(latin(plain, toUtf8))) : plain;
};
function latin(text, toUtf8) {
  const out = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === "%" && /^[0-9a-fA-F]{2}$/.test(text.slice(i + 1, i + 3));
    if (hex) { out.push(parseInt(text.slice(i + 1, i + 3), 16)); i += 2; }
    else {
      const c = String.fromCodePoint(text.codePointAt(i));
      out.push(...toUtf8(c));
      i += c.length - 1;
    }
  }
  return out;
}

class URLSearchParams {
  #list = [];
  #changed;
  constructor(init = "", changed) {
    this.#changed = typeof changed === "function" ? changed : undefined;
    if (typeof init === "object" && init !== null) {
      const pairs = typeof init[Symbol.iterator] === "function" ? init : Object.entries(init);
      for (const [key, value] of pairs) this.#list.push([String(key), String(value)]);
    } else this.#read(String(init).replace(/^\?/, ""));
  }
  #read(text) {
    this.#list = text.split("&").filter(Boolean).map((pair) => {
      const cut = pair.indexOf("=");
      return cut === -1 ? [formDecode(pair), ""] : [formDecode(pair.slice(0, cut)), formDecode(pair.slice(cut + 1))];
    });
  }
  #tell() { this.#changed?.(this.toString()); }
  get size() { return this.#list.length; }
  append(key, value) { this.#list.push([String(key), String(value)]); this.#tell(); }
  delete(key, value) { this.#list = this.#list.filter(([k, v]) => k !== String(key) || (value !== undefined && v !== String(value))); this.#tell(); }
  get(key) { return this.#list.find(([k]) => k === String(key))?.[1] ?? null; }
  getAll(key) { return this.#list.filter(([k]) => k === String(key)).map(([, v]) => v); }
  has(key, value) { return this.#list.some(([k, v]) => k === String(key) && (value === undefined || v === String(value))); }
  set(key, value) {
    const index = this.#list.findIndex(([k]) => k === String(key));
    if (index === -1) this.#list.push([String(key), String(value)]);
    else {
      this.#list[index][1] = String(value);
      this.#list = this.#list.filter(([k], i) => k !== String(key) || i <= index);
    }
    this.#tell();
  }
  sort() { this.#list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this.#tell(); }
  forEach(callback, receiver) { for (const [key, value] of this.#list) callback.call(receiver, value, key, this); }
  *entries() { for (const pair of this.#list) yield [...pair]; }
  *keys() { for (const [key] of this.#list) yield key; }
  *values() { for (const [, value] of this.#list) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  toString() { return this.#list.map(([key, value]) => `${formEncode(key)}=${formEncode(value)}`).join("&"); }
  [custom](depth, options, inspect) {
    if (this.#list.length === 0) return "URLSearchParams {}";
    return `URLSearchParams { ${this.#list.map(([k, v]) => `${inspect(k)} => ${inspect(v)}`).join(", ")} }`;
  }
}

class URL {
  #parts;
  #params;
  constructor(input, base) {
    if (arguments.length === 0) throw errors.coded(TypeError, "ERR_MISSING_ARGS", 'The "url" argument must be specified');
    const from = base === undefined ? undefined : parse(`${base}`);
    this.#parts = base !== undefined && !from ? undefined : parse(`${input}`, from);
    if (!this.#parts) throw invalid(`${input}`, base === undefined ? undefined : `${base}`);
  }
  static canParse(input, base) {
    const from = base === undefined ? undefined : parse(`${base}`);
    return !(base !== undefined && !from) && parse(`${input}`, from) !== undefined;
  }
  get href() {
    const { protocol, username, password, pathname, search, hash, isOpaque } = this.#parts;
    const user = username || password ? `${username}${password ? `:${password}` : ""}@` : "";
    const slashes = isOpaque || (!isSpecial(protocol) && this.host === "") ? "" : "//";
    return `${protocol}${slashes}${user}${this.host}${pathname}${search}${hash}`;
  }
  set href(value) {
    const next = parse(`${value}`);
    if (!next) throw invalid(`${value}`);
    this.#parts = next;
    this.#params = undefined;
  }
  get origin() { return isSpecial(this.protocol) && this.protocol !== "file:" ? `${this.protocol}//${this.host}` : "null"; }
  get protocol() { return this.#parts.protocol; }
  set protocol(value) {
    const next = `${`${value}`.replace(/:.*$/s, "").toLowerCase()}:`;
    if (isSpecial(next) !== isSpecial(this.protocol)) return;
    this.#parts.protocol = next;
    if (this.#parts.port === ports[next]) this.#parts.port = "";
  }
  get username() { return this.#parts.username; }
  set username(value) { this.#parts.username = encode(`${value}`, inUser); }
  get password() { return this.#parts.password; }
  set password(value) { this.#parts.password = encode(`${value}`, inUser); }
  get host() { return this.#parts.hostname + (this.#parts.port ? `:${this.#parts.port}` : ""); }
  set host(value) {
    const found = authority(`${value}`, isSpecial(this.protocol), this.protocol);
    if (found) Object.assign(this.#parts, { hostname: found.hostname, port: found.port || this.#parts.port });
  }
  get hostname() { return this.#parts.hostname; }
  set hostname(value) { const host = hostOf(`${value}`, isSpecial(this.protocol)); if (host !== undefined) this.#parts.hostname = host; }
  get port() { return this.#parts.port; }
  set port(value) {
    const port = `${value}` === "" ? "" : String(parseInt(value, 10));
    if (port === "NaN" || Number(port) > 65535) return;
    this.#parts.port = port === ports[this.protocol] ? "" : port;
  }
  get pathname() { return this.#parts.pathname; }
  set pathname(value) { if (!this.#parts.isOpaque) this.#parts.pathname = segments(`/${`${value}`.replace(/^\//, "")}`.replace(/[?#]/g, (c) => (c === "?" ? "%3F" : "%23")), isSpecial(this.protocol)); }
  get search() { return this.#parts.search; }
  set search(value) {
    const text = `${value}`.replace(/^\?/, "");
    this.#parts.search = text === "" ? "" : encode(`?${text}`.replaceAll("#", "%23"), inQuery);
    this.#params = undefined;
  }
  get searchParams() {
    return (this.#params ??= new URLSearchParams(this.#parts.search, (text) => { this.#parts.search = text === "" ? "" : `?${text}`; }));
  }
  get hash() { return this.#parts.hash; }
  set hash(value) { const text = `${value}`.replace(/^#/, ""); this.#parts.hash = text === "" ? "" : encode(`#${text}`, inFragment); }
  toString() { return this.href; }
  toJSON() { return this.href; }
  [custom](depth, options, inspect) {
    if (depth < 0) return this.toString();
    const shown = {};
    for (const key of ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash"]) shown[key] = this[key];
    return `URL ${inspect(shown, options)}`;
  }
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, { value: "URL", configurable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { value: "URLSearchParams", configurable: true });

const module = {
  URL, URLSearchParams,
  fileURLToPath: (url) => {
    const parsed = typeof url === "string" ? new URL(url) : url;
    if (parsed.protocol !== "file:") throw errors.coded(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
    return decodeURIComponent(parsed.pathname);
  },
  pathToFileURL: (path) => new URL(`file://${encodeURI(internal("path").resolve(path)).replace(/[?#]/g, encodeURIComponent)}`),
  domainToASCII: (host) => hostOf(host, true) ?? "",
  parse: (text) => {
    const { protocol, username, password, host, port, hostname, hash, search, pathname, href } = new URL(text);
    return { protocol, slashes: true, auth: username ? `${username}${password ? `:${password}` : ""}` : null, host, port: port || null, hostname, hash: hash || null, search: search || null, query: search.slice(1) || null, pathname, path: pathname + search, href };
  },
  format: (url) => String(url.href ?? url),
};
Object.assign(exports, { URL, URLSearchParams, module });
