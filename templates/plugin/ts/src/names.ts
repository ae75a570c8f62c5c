// Reads lines of `NAME=value`.

/** The name of one assignment, and where it is: string indices. */
export interface Name {
  text: string;
  span: [number, number];
}

/** The names of a text, in order. */
export function readNames(source: string): Name[] {
  return [...source.matchAll(/^([^#=\n][^=\n]*)=/gm)].map((match) => {
    const text = match[1] ?? "";
    const start = match.index ?? 0;
    return { text, span: [start, start + text.length] };
  });
}
