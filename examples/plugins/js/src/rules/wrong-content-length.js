// A `Content-Length` that is not the length of the body.

import { rule } from "proofpress-plugin";

export default rule("wrong-content-length", {
  severity: "error",
  fixable: true,
  tags: ["correctness"],
  *check({ tree, source }) {
    for (const message of tree) {
      const body = source.slice(message.body.start, message.body.end);
      if (body === "" || isShortened(body) || has(message, "transfer-encoding")) continue;
      const bytes = new TextEncoder().encode(body).length;
      const lines = body.split("\n").length - 1;
      const right = [bytes, bytes + 1, bytes + lines, bytes + lines + 2];
      for (const header of message.headers.filter((header) => isNamed(header, "content-length"))) {
        if (/^[0-9]{1,9}$/.test(header.value) && !right.includes(Number(header.value))) {
          yield finding(header, bytes);
        }
      }
    }
  },
});

function finding(header, bytes) {
  return {
    span: header.valueAt,
    message: `\`Content-Length\` is ${header.value}, and the body has ${bytes} bytes`,
    help: "leave it to the client, or count bytes, not characters",
    fixes: [
      {
        title: `write ${bytes}`,
        applicability: "safe",
        edits: [{ span: header.valueAt, replacement: String(bytes) }],
      },
    ],
  };
}

/** Whether a body is not written out. */
function isShortened(body) {
  return body.includes("{{") || body.includes("...") || body.startsWith("<");
}

function has(message, name) {
  return message.headers.some((header) => isNamed(header, name));
}

function isNamed(header, name) {
  return header.name.toLowerCase() === name;
}
