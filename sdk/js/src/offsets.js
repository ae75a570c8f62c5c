// Positions: a JavaScript string counts UTF-16 units, the contract counts UTF-8 bytes. Authors work
// with string indices and the results of regular expressions; this is where they become bytes.

/** The positions of one text, in both counts. */
export class Offsets {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    // Most examples are plain ASCII, where both counts agree.
    this.bytes = /^[\0-\x7f]*$/.test(text) ? undefined : table(text);
  }

  /** The byte a string index stands for. An index inside a character counts as its start. */
  toByte(index) {
    return this.bytes ? this.bytes[index] : index;
  }

  /** The string index of a byte that begins a character. */
  toIndex(byte) {
    if (!this.bytes) return byte;
    let low = 0;
    let high = this.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.bytes[middle] < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * A span in bytes.
   *
   * @param {[number, number] | {start: number, end: number} | RegExpExecArray} given a pair of
   *   string indices, or what a regular expression matched
   */
  span(given) {
    const [start, end] = pair(given);
    const length = this.text.length;
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > length) {
      throw new RangeError(`the span ${start}..${end} is none of a text of ${length} characters`);
    }
    // An end inside a character takes the whole of it in.
    const whole = end > start && isInside(this.text, end) ? end + 1 : end;
    return { start: this.toByte(start), end: this.toByte(whole) };
  }

  /** A span of the host as string indices. */
  indices(span) {
    return { start: this.toIndex(span.start), end: this.toIndex(span.end) };
  }
}

function pair(given) {
  if (given === undefined || given === null) {
    throw new TypeError("a span is missing: give `[start, end]`, or the match of a regular expression");
  }
  if (typeof given[0] === "string") return [given.index, given.index + given[0].length];
  if (Array.isArray(given)) return given;
  return [given.start, given.end];
}

/** Whether the index lies between the two halves of one character. */
function isInside(text, index) {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

/** The byte of each string index, and of the end. */
function table(text) {
  const bytes = new Uint32Array(text.length + 1);
  let at = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isInside(text, index)) {
      bytes[index] = bytes[index - 1];
      at += 4;
    } else {
      bytes[index] = at;
      const isHalf = unit >= 0xd800 && unit < 0xdc00;
      if (!isHalf) at += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }
  }
  bytes[text.length] = at;
  return bytes;
}
