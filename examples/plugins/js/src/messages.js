// Reads messages: a start line, headers, an empty line, a body. `###` stands between two of them.

const REQUEST = /^[A-Z]+ +(?:\/|\*|\{\{|https?:\/\/)/;
const RESPONSE = /^HTTP\/[0-9]/;
const HEADER = /^([\w!#$%&'*+.^`|~-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/ds;

/**
 * The messages of a text, each with its `headers` and its `body`, which has no line end at its end.
 *
 * @param {string} source
 */
export function messages(source) {
  const found = [];
  let state = "start";
  let start = 0;
  for (const line of source.split("\n")) {
    const end = start + line.length;
    const message = found.at(-1);
    if (line.startsWith("###")) {
      state = "start";
    } else if (state === "body") {
      if (!isBlank(line)) message.body.end = end;
    } else if (state === "headers") {
      if (isBlank(line)) {
        state = "body";
        const next = Math.min(end + 1, source.length);
        message.body = { start: next, end: next };
      } else {
        message.headers.push(...header(line, start, source.length));
      }
    } else if (state === "start" && !isAside(line)) {
      const isRequest = REQUEST.test(line);
      state = isRequest || RESPONSE.test(line) ? "headers" : "skipped";
      if (state === "headers") found.push({ isRequest, headers: [], body: { start: 0, end: 0 } });
    }
    start = end + 1;
  }
  return found;
}

/** The header of a line, if it is one: its name and value with their places, and its whole line. */
function header(line, start, length) {
  const match = /^[ \t]/.test(line) || isComment(line) ? null : HEADER.exec(line);
  if (!match) return [];
  const place = ([from, to]) => [start + from, start + to];
  const [, name, value] = match;
  const [, nameAt, valueAt] = match.indices.map(place);
  const lineAt = [start, Math.min(start + line.length + 1, length)];
  return [{ name, value, nameAt, valueAt, lineAt }];
}

/** What may stand before a start line: nothing, a comment, a variable. */
function isAside(line) {
  return isBlank(line) || isComment(line) || line.startsWith("@");
}

function isComment(line) {
  return line.startsWith("#") || line.startsWith("//");
}

function isBlank(line) {
  return /^[ \t]*$/.test(line);
}
