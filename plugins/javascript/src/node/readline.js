// `node:readline` on standard input, and on files read line by line.

const { EventEmitter } = internal("events");

class Interface extends EventEmitter {
  #lines = [];
  #waiting = [];
  #isClosed = false;
  #isEnded = false;
  #prompt = "> ";
  constructor(input, output) {
    super();
    const options = input?.input ? input : { input, output };
    Object.defineProperty(this, "input", { value: options.input });
    Object.defineProperty(this, "output", { value: options.output });
    this.#prompt = options.prompt ?? "> ";
    this.terminal = false;
    let rest = "";
    options.input?.on?.("data", (chunk) => {
      const parts = (rest + chunk).split(/\r\n|\n|\r/);
      rest = parts.pop();
      for (const line of parts) this.#take(line);
    });
    options.input?.on?.("end", () => {
      if (rest !== "") this.#take(rest);
      this.#isEnded = true;
      if (this.#lines.length === 0 || this.#waiting.length > 0 || this.listenerCount("line") > 0) this.close();
    });
  }
  #take(line) {
    if (this.#isClosed) return;
    if (this.#waiting.length > 0) this.#waiting.shift()(line);
    else if (this.listenerCount("line") > 0) this.emit("line", line);
    else this.#lines.push(line);
  }
  #next(callback) {
    if (this.#lines.length > 0) {
      const line = this.#lines.shift();
      queueMicrotask(() => callback(line));
    } else if (!this.#isEnded) this.#waiting.push(callback);
  }
  question(text, options, callback) {
    if (typeof options === "function") callback = options;
    this.output?.write(text);
    this.#next(callback);
  }
  setPrompt(text) { this.#prompt = text; }
  getPrompt() { return this.#prompt; }
  prompt() { this.output?.write(this.#prompt); }
  write() {}
  pause() { return this; }
  resume() { return this; }
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit("close");
  }
  [Symbol.dispose]() { this.close(); }
  async *[Symbol.asyncIterator]() {
    const queue = this.#lines;
    let wake = () => {};
    this.on("line", (line) => { queue.push(line); wake(); });
    this.on("close", () => wake());
    for (;;) {
      while (queue.length > 0) yield queue.shift();
      if (this.#isClosed || this.#isEnded) return;
      await new Promise((done) => { wake = done; });
    }
  }
}
class Asking extends Interface {
  question(text, options) { return new Promise((done) => super.question(text, options, done)); }
}

const shared = { clearLine: () => true, cursorTo: () => true, moveCursor: () => true, clearScreenDown: () => true };
const promises = { createInterface: (...args) => new Asking(...args), Interface: Asking };
Object.assign(exports, { promises, module: { createInterface: (...args) => new Interface(...args), Interface, promises, ...shared } });
