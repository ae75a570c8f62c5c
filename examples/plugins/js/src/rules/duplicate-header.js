// A header that is there twice and may be there once.

import { rule } from "proofpress-plugin";

/** Headers whose value is no list (RFC 9110 and those it refers to). */
const SINGLE = [
  "age", "authorization", "content-length", "content-type", "date", "etag", "expires", "from", "host",
  "if-modified-since", "if-unmodified-since", "last-modified", "location", "max-forwards", "referer",
  "retry-after", "server", "user-agent",
];

export default rule("duplicate-header", {
  severity: "error",
  fixable: true,
  tags: ["correctness", "security"],
  *check({ tree, config }) {
    const single = new Set([...SINGLE, ...(config.single ?? []).map((name) => name.toLowerCase())]);
    for (const message of tree) {
      const first = new Map();
      for (const header of message.headers) {
        const name = header.name.toLowerCase();
        const before = first.get(name);
        if (!before) first.set(name, header);
        else if (single.has(name)) yield finding(message, header, before);
      }
    }
  },
});

function finding(message, header, before) {
  const remove = {
    title: "remove the repeated line",
    applicability: "safe",
    edits: [{ span: header.lineAt, replacement: "" }],
  };
  return {
    span: header.nameAt,
    message: `\`${header.name}\` is given twice in one ${message.isRequest ? "request" : "response"}`,
    help: "keep one of them: recipients differ in which one they take",
    related: [{ span: before.nameAt, message: "first given here" }],
    fixes: header.value === before.value ? [remove] : [],
  };
}
