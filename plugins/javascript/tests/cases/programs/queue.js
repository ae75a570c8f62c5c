class Queue {
  #running = 0; #waiting = [];
  constructor(limit) { this.limit = limit; }
  async run(task) {
    if (this.#running >= this.limit) await new Promise((r) => this.#waiting.push(r));
    this.#running++;
    try { return await task(); } finally { this.#running--; this.#waiting.shift()?.(); }
  }
}
const q = new Queue(2);
const job = (id, ms) => q.run(async () => { console.log("start", id); await new Promise((r) => setTimeout(r, ms)); console.log("end", id); return id; });
Promise.all([job(1, 600), job(2, 200), job(3, 200), job(4, 10)]).then(console.log);
