class Bus {
  #handlers = new Map();
  on(type, h) { (this.#handlers.get(type) ?? this.#handlers.set(type, new Set()).get(type)).add(h); return () => this.#handlers.get(type).delete(h); }
  emit(type, payload) { this.#handlers.get(type)?.forEach((h) => h(payload)); }
}
const bus = new Bus();
const off = bus.on("x", (p) => console.log("x:", p));
bus.emit("x", { n: 1 }); off(); bus.emit("x", { n: 2 });
console.log(bus);
