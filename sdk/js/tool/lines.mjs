// Reads a source map, as far as whole lines need it: which file and line each line of a bundle came
// from. (Source maps are specified as ECMA-426.)

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The table that `traceBy` of the SDK takes.
 *
 * @param {{sources: string[], mappings: string}} map
 * @param {(source: string) => string | undefined} name how a source is called; none to leave it out
 */
export function lineTable(map, name) {
  const files = [];
  const numbers = map.sources.map((source) => {
    const called = name(source);
    return called === undefined ? -1 : files.push(called) - 1;
  });
  const lines = [];
  let source = 0;
  let original = 0;
  for (const line of map.mappings.split(";")) {
    let place = [-1, -1];
    for (const segment of line.split(",").filter(Boolean)) {
      const [, bySource, byLine] = decode(segment);
      if (bySource === undefined) continue;
      source += bySource;
      original += byLine;
      if (place[0] < 0 && numbers[source] >= 0) place = [numbers[source], original + 1];
    }
    lines.push(...place);
  }
  return { files, lines };
}

/** The numbers of a segment: base 64, five bits a digit, the lowest bit of a number is its sign. */
function decode(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
    } else {
      numbers.push(value & 1 ? -(value >> 1) : value >> 1);
      value = 0;
      shift = 0;
    }
  }
  return numbers;
}
