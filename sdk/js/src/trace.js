// Where in the author's files an error was thrown. The build puts all files into one and leaves a
// table behind that leads back; without a table (in Node.js) there is no place to tell.

let table;

/**
 * Takes the table in.
 *
 * @param {{files: string[], lines: number[]}} given for each line of the bundle two numbers: the
 *   file and the line it came from, or -1
 */
export function traceBy(given) {
  table = given;
}

/** What went wrong, and where: ``TypeError: x is undefined (src/rules/a.js:12)``. */
export function describeError(error) {
  if (!(error instanceof Error)) return String(error);
  const place = placeOf(error.stack ?? "");
  const said = `${error.name}: ${error.message}`;
  return place ? `${said} (${place})` : said;
}

/** The first place of a stack that lies in the author's files. */
function placeOf(stack) {
  for (const frame of stack.split("\n")) {
    const found = /:(\d+):\d+\)?$/.exec(frame);
    const place = found && author(Number(found[1]));
    if (place) return place;
  }
  return undefined;
}

function author(line) {
  if (!table) return undefined;
  const [file, original] = table.lines.slice(2 * (line - 1), 2 * line);
  return file >= 0 ? `${table.files[file]}:${original}` : undefined;
}
