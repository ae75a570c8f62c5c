// `process.stdin`: the input of the request.

const { EventEmitter } = internal("events");

class Input extends EventEmitter {
  fd = 0;
  isTTY = false;
  readable = true;
  #encoding;
  #isRead = false;
  #begin() {
    if (this.#isRead) return;
    this.#isRead = true;
    internal("timers").setImmediate(() => {
      if (native.stdin.length > 0) this.emit("data", this.#chunk());
      this.readable = false;
      this.emit("end");
      this.emit("close");
    });
  }
  #chunk() {
    const { Buffer } = internal("buffer");
    const all = Buffer.from(native.stdin);
    return this.#encoding ? all.toString(this.#encoding) : all;
  }
  setEncoding(encoding = "utf8") { this.#encoding = encoding; return this; }
  on(name, listener) {
    super.on(name, listener);
    if (name === "data") this.#begin();
    if (name === "readable") internal("timers").setImmediate(() => { this.emit("readable"); this.emit("end"); });
    return this;
  }
  addListener(name, listener) { return this.on(name, listener); }
  read() {
    if (this.#isRead) return null;
    this.#isRead = true;
    return native.stdin.length > 0 ? this.#chunk() : null;
  }
  resume() { this.#begin(); return this; }
  pause() { return this; }
  ref() { return this; }
  unref() { return this; }
  pipe(to) {
    this.on("data", (chunk) => to.write(chunk));
    return to;
  }
  async *[Symbol.asyncIterator]() {
    this.#isRead = true;
    if (native.stdin.length > 0) yield this.#chunk();
  }
}

Object.assign(exports, { Input });
