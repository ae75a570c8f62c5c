// `structuredClone`.

const kinds = internal("inspect_kinds");

function structuredClone(value, options = {}) {
  const seen = new Map();
  const moved = new Set(options?.transfer ?? []);
  return clone(value);

  function refuse(what) {
    const { DOMException } = internal("eventtarget");
    return new DOMException(`${what} could not be cloned.`, "DataCloneError");
  }
  function clone(value) {
    if (typeof value === "symbol") throw refuse(String(value));
    if (typeof value === "function") throw refuse(Function.prototype.toString.call(value));
    if (typeof value !== "object" || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (made) => { seen.set(value, made); return made; };
    if (kinds.is(value, "Date")) return keep(new Date(value.getTime()));
    if (kinds.is(value, "RegExp")) return keep(new RegExp(value.source, value.flags));
    for (const kind of ["Number", "String", "Boolean", "BigInt"]) if (kinds.is(value, kind)) return keep(Object(value.valueOf()));
    if (kinds.is(value, "ArrayBuffer")) return keep(moved.has(value) ? value.transfer() : value.slice(0));
    if (ArrayBuffer.isView(value)) {
      const buffer = clone(value.buffer);
      const Kind = kinds.is(value, "DataView") ? DataView : globalThis[Object.getPrototypeOf(Uint8Array.prototype)[Symbol.toStringTag] ?? Object.prototype.toString.call(value).slice(8, -1)];
      return keep(new Kind(buffer, value.byteOffset, value.length ?? value.byteLength));
    }
    if (kinds.is(value, "Map")) {
      const made = keep(new Map());
      for (const [key, entry] of [...value]) made.set(clone(key), clone(entry));
      return made;
    }
    if (kinds.is(value, "Set")) {
      const made = keep(new Set());
      for (const entry of [...value]) made.add(clone(entry));
      return made;
    }
    if (value instanceof Error) {
      const Kind = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }[value.name] ?? Error;
      const made = keep(new Kind(value.message));
      Object.defineProperty(made, "stack", { value: value.stack, writable: true, configurable: true });
      if ("cause" in value) Object.defineProperty(made, "cause", { value: clone(value.cause), writable: true, configurable: true });
      return made;
    }
    if (["Promise", "WeakMap", "WeakSet", "WeakRef"].some((kind) => kinds.is(value, kind))) throw refuse(`#<${kinds.constructorName(value)}>`);
    const made = keep(Array.isArray(value) ? new Array(value.length) : {});
    for (const key of Object.keys(value)) made[key] = clone(value[key]);
    return made;
  }
}
Object.assign(exports, { structuredClone });
