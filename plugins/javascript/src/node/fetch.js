// `fetch`, answered from the page's `responses.json`.

const errors = internal("errors");
const { toUtf8, fromUtf8, fromBase64 } = internal("encoding");
const custom = Symbol.for("nodejs.util.inspect.custom");
const FILE = "/workspace/responses.json";
const given = new Map();
let entries;

function known() {
  if (entries) return entries;
  const fs = internal("fs");
  entries = fs.isFile(FILE) ? JSON.parse(fs.text(FILE)) : [];
  return entries;
}

class Headers {
  #map = new Map();
  constructor(init = {}) {
    const pairs = init instanceof Headers || Array.isArray(init) ? [...init] : Object.entries(init ?? {});
    for (const [name, value] of pairs) this.append(name, value);
  }
  append(name, value) {
    const key = `${name}`.toLowerCase();
    this.#map.set(key, this.#map.has(key) ? `${this.#map.get(key)}, ${value}` : `${value}`.trim());
  }
  set(name, value) { this.#map.set(`${name}`.toLowerCase(), `${value}`.trim()); }
  get(name) { return this.#map.get(`${name}`.toLowerCase()) ?? null; }
  has(name) { return this.#map.has(`${name}`.toLowerCase()); }
  delete(name) { this.#map.delete(`${name}`.toLowerCase()); }
  forEach(callback, receiver) { for (const [name, value] of this) callback.call(receiver, value, name, this); }
  *entries() { yield* [...this.#map].sort(([a], [b]) => (a < b ? -1 : 1)); }
  *keys() { for (const [name] of this.entries()) yield name; }
  *values() { for (const [, value] of this.entries()) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  [custom](depth, options, inspect) { return `Headers ${inspect(Object.fromEntries(this), options)}`; }
}

function bytesOf(body) {
  if (body == null) return new Uint8Array();
  if (typeof body === "string") return toUtf8(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return toUtf8(String(body));
}
class Body {
  #bytes;
  #isUsed = false;
  constructor(body) { this.#bytes = bytesOf(body); }
  get bodyUsed() { return this.#isUsed; }
  #read() {
    if (this.#isUsed) throw new TypeError("Body is unusable: Body has already been read");
    this.#isUsed = true;
    return this.#bytes;
  }
  async text() { return fromUtf8(this.#read()); }
  async json() { return JSON.parse(fromUtf8(this.#read())); }
  async arrayBuffer() { return Uint8Array.from(this.#read()).buffer; }
  async bytes() { return Uint8Array.from(this.#read()); }
  async blob() { return new Blob([internal("buffer").Buffer.from(this.#read())], { type: this.headers.get("content-type") ?? "" }); }
  copyOfBody() { return this.#bytes; }
}
const reasons = { 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 418: "I'm a Teapot", 422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout" };

class Response extends Body {
  constructor(body = null, { status = 200, statusText = "", headers = {} } = {}) {
    super(body);
    if (!(status >= 200 && status <= 599)) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const own = { status, statusText, headers: new Headers(headers), url: "", redirected: false, type: "default" };
    if (typeof body === "string" && !own.headers.has("content-type")) own.headers.set("content-type", "text/plain;charset=UTF-8");
    for (const [key, value] of Object.entries(own)) Object.defineProperty(this, key, { value, configurable: true });
  }
  get ok() { return this.status >= 200 && this.status < 300; }
  clone() { return answered(this.copyOfBody(), this, this.url); }
  static json(value, init = {}) {
    return new Response(JSON.stringify(value), { ...init, headers: { "content-type": "application/json", ...init.headers } });
  }
  static error() { return answered(null, { status: 0, statusText: "", headers: {} }, ""); }
  [custom](depth, options, inspect) {
    return `Response ${inspect({ status: this.status, statusText: this.statusText, headers: this.headers, bodyUsed: this.bodyUsed, ok: this.ok, redirected: this.redirected, type: this.type, url: this.url }, options)}`;
  }
}
function answered(bytes, { status, statusText, headers }, url, redirected = false) {
  const made = new Response(bytes, { status: 200, headers });
  for (const [key, value] of Object.entries({ status, statusText, url, redirected, type: "basic" })) Object.defineProperty(made, key, { value, configurable: true });
  return made;
}
class Request extends Body {
  constructor(input, init = {}) {
    const from = input instanceof Request ? input : {};
    super(init.body ?? from.copyOfBody?.());
    const own = { url: new URL(from.url ?? `${input}`).href, method: (init.method ?? from.method ?? "GET").toUpperCase(), headers: new Headers(init.headers ?? from.headers), signal: init.signal ?? from.signal, redirect: init.redirect ?? "follow" };
    for (const [key, value] of Object.entries(own)) Object.defineProperty(this, key, { value });
  }
}

function find(method, url) {
  const bare = url.replace(/#.*$/, "");
  const fits = (entry) => (entry.method ?? "GET").toUpperCase() === method && (same(entry.url, bare) || (!entry.url.includes("?") && same(entry.url, bare.replace(/\?.*$/, ""))));
  const entry = known().find(fits);
  if (!entry) return undefined;
  if (!entry.responses) return entry;
  const at = given.get(entry) ?? 0;
  given.set(entry, at + 1);
  return entry.responses[Math.min(at, entry.responses.length - 1)];
}
const same = (listed, url) => listed === url || (URL.canParse(listed) && new URL(listed).href === url);

function failed(code, message, hint) {
  const cause = new Error(message);
  cause.code = code;
  Object.defineProperty(cause, "stack", { value: errors.header(cause), writable: true, configurable: true });
  const error = new TypeError("fetch failed", { cause });
  if (hint) cause.hint = hint;
  return error;
}

async function fetch(input, init = {}) {
  const request = new Request(input, init);
  const { signal } = request;
  if (signal?.aborted) throw signal.reason;
  const entry = find(request.method, request.url);
  if (!entry) {
    const shown = JSON.stringify({ ...(request.method === "GET" ? {} : { method: request.method }), url: request.url, json: {} });
    throw failed("ENOTFOUND", `there is no network: no entry of responses.json answers ${request.method} ${request.url}`, `add ${shown}`);
  }
  await waiting((entry.delay ?? 0) * 1000, signal);
  if (entry.error === "connect") throw failed("ECONNREFUSED", `connect ECONNREFUSED ${new URL(request.url).host}`);
  if (entry.error === "timeout") {
    await waiting(signal ? 2147483647 : 300000, signal);
    throw failed("UND_ERR_HEADERS_TIMEOUT", "Headers Timeout Error");
  }
  const status = entry.status ?? 200;
  const headers = new Headers(entry.headers);
  let bytes = new Uint8Array();
  if ("json" in entry) bytes = toUtf8(JSON.stringify(entry.json));
  else if ("text" in entry) bytes = toUtf8(entry.text);
  else if ("base64" in entry) bytes = fromBase64(entry.base64);
  const type = "json" in entry ? "application/json" : "text" in entry ? "text/plain; charset=utf-8" : undefined;
  if (type && !headers.has("content-type")) headers.set("content-type", type);
  const to = [301, 302, 303, 307, 308].includes(status) && headers.get("location");
  if (to && request.redirect === "follow") {
    const next = await fetch(new URL(to, request.url).href, { ...init, method: [307, 308].includes(status) ? request.method : "GET" });
    Object.defineProperty(next, "redirected", { value: true });
    return next;
  }
  return answered(request.method === "HEAD" ? null : bytes, { status, statusText: reasons[status] ?? "", headers }, request.url);
}

const waiting = (ms, signal) => new Promise((done, fail) => {
  const timer = setTimeout(done, ms);
  signal?.addEventListener("abort", () => {
    clearTimeout(timer);
    fail(signal.reason);
  }, { once: true });
});

Object.assign(exports, { fetch, Headers, Request, Response });
