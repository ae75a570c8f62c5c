// Deep equality, strict and loose.

const kinds = internal("inspect_kinds");

function isEqual(a, b, strict, seen = []) {
  if (strict ? Object.is(a, b) : a === b) return true;
  const areObjects = (typeof a === "object" && a !== null) && (typeof b === "object" && b !== null);
  if (!areObjects) {
    if (strict) return false;
    if ((a !== null && typeof a === "object") || (b !== null && typeof b === "object")) return false;
    return a == b || (Number.isNaN(a) && Number.isNaN(b));
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  if (seen.some(([x, y]) => x === a && y === b)) return true;
  seen = [...seen, [a, b]];
  if (kinds.is(a, "Date")) {
    if (!kinds.is(b, "Date") || !Object.is(a.getTime(), b.getTime())) return false;
  } else if (kinds.is(a, "RegExp")) {
    if (!kinds.is(b, "RegExp") || String(a) !== String(b)) return false;
  } else if (a instanceof Error) {
    if (a.message !== b.message || a.name !== b.name) return false;
    if (!isEqual(a.cause, b.cause, strict, seen)) return false;
  } else if (kinds.isTyped(a)) {
    if (!kinds.isTyped(b) || a.length !== b.length || !Array.prototype.every.call(a, (v, i) => Object.is(v, b[i]) || (!strict && v === b[i]))) return false;
  } else if (kinds.is(a, "Set")) {
    if (!kinds.is(b, "Set") || a.size !== b.size) return false;
    const left = [...b];
    for (const value of a) {
      const index = left.findIndex((other) => isEqual(value, other, strict, seen));
      if (index === -1) return false;
      left.splice(index, 1);
    }
  } else if (kinds.is(a, "Map")) {
    if (!kinds.is(b, "Map") || a.size !== b.size) return false;
    for (const [key, value] of a) {
      const other = b.has(key) ? key : [...b.keys()].find((k) => isEqual(key, k, strict, seen));
      if (other === undefined && !b.has(key)) return false;
      if (!isEqual(value, b.get(other), strict, seen)) return false;
    }
  } else {
    for (const kind of ["Number", "String", "Boolean", "Symbol", "BigInt"]) {
      if (kinds.is(a, kind) && (!kinds.is(b, kind) || !Object.is(a.valueOf(), b.valueOf()))) return false;
    }
  }
  return sameKeys(a, b, strict, seen);
}

function sameKeys(a, b, strict, seen) {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  if (strict) {
    const symbols = (o) => Object.getOwnPropertySymbols(o).filter((s) => Object.prototype.propertyIsEnumerable.call(o, s));
    const own = symbols(a);
    if (own.length !== symbols(b).length) return false;
    keys.push(...own);
  }
  return keys.every((key) => Object.prototype.hasOwnProperty.call(b, key) && isEqual(a[key], b[key], strict, seen));
}

Object.assign(exports, { isEqual });
