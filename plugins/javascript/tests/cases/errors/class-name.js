class HttpError extends Error {
  constructor(status) { super(`status ${status}`); this.status = status; }
  get name() { return "HttpError"; }
}
const e = new HttpError(404);
console.log(e.stack.split("\n")[0], String(e), e.status, Object.keys(e));
