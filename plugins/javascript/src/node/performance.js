// `performance`, on the virtual clock.

const { elapsed, start, state } = internal("clock");

class Performance {
  get timeOrigin() { return start; }
  now() { return elapsed(); }
  mark(name) {
    const entry = { name, entryType: "mark", startTime: state.elapsed, duration: 0, detail: null };
    this.#entries.push(entry);
    return entry;
  }
  measure(name, from, to) {
    const at = (mark, otherwise) => this.#entries.findLast((e) => e.name === mark)?.startTime ?? otherwise;
    const startTime = at(from, 0);
    const entry = { name, entryType: "measure", startTime, duration: at(to, state.elapsed) - startTime, detail: null };
    this.#entries.push(entry);
    return entry;
  }
  getEntries() { return [...this.#entries]; }
  getEntriesByName(name) { return this.#entries.filter((e) => e.name === name); }
  getEntriesByType(type) { return this.#entries.filter((e) => e.entryType === type); }
  clearMarks() { this.#entries = this.#entries.filter((e) => e.entryType !== "mark"); }
  clearMeasures() { this.#entries = this.#entries.filter((e) => e.entryType !== "measure"); }
  toJSON() { return { timeOrigin: start }; }
  #entries = [];
}

Object.assign(exports, { performance: new Performance() });
