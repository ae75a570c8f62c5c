// `node:fs/promises`.

const { sync, module } = internal("fs");
const errors = internal("errors");
const promises = { constants: module.constants };

// Answers come after the callbacks that are due, as from a disk. Like the real ones, the errors have no frames.
const answered = (run) => new Promise((done, fail) => {
  setImmediate(() => {
    try {
      done(run());
    } catch (error) {
      Object.defineProperty(error, "stack", { value: errors.header(error), writable: true, configurable: true });
      fail(error);
    }
  });
});
for (const [name, method] of Object.entries(sync)) {
  promises[name.slice(0, -4)] = (...args) => answered(() => method(...args));
}
class FileHandle {
  constructor(fd, path) {
    Object.defineProperty(this, "fd", { value: fd });
    Object.defineProperty(this, "file", { value: path });
  }
  readFile(options) { return promises.readFile(this.file, options); }
  writeFile(data, options) { return promises.writeFile(this.file, data, options); }
  appendFile(data, options) { return promises.appendFile(this.file, data, options); }
  write(data) { return answered(() => ({ bytesWritten: module.writeSync(this.fd, data), buffer: data })); }
  stat() { return promises.stat(this.file); }
  close() { return answered(() => module.closeSync(this.fd)); }
  async *readLines() { yield* (await this.readFile("utf8")).replace(/\n$/, "").split("\n"); }
  async [Symbol.asyncDispose]() { await this.close(); }
}
promises.open = (file, flags) => answered(() => new FileHandle(module.openSync(file, flags), file));
Object.assign(exports, { promises });
