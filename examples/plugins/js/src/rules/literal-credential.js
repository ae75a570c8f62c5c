// A credential that is written out.

import { rule } from "proofpress-plugin";

const HEADERS = ["authorization", "cookie", "proxy-authorization", "x-api-key"];
const PLACEHOLDERS = ["{{", "<", "$", "...", "***", "your"];

/** Shorter ones are taken for placeholders. */
const SHORTEST = 8;

export default rule("literal-credential", {
  severity: "warning",
  fixable: true,
  tags: ["security"],
  *check({ tree, options }) {
    const names = new Set([...HEADERS, ...(options.headers ?? []).map((name) => name.toLowerCase())]);
    const variable = `{{${options.variable ?? "token"}}}`;
    for (const header of tree.flatMap((message) => message.headers)) {
      const span = names.has(header.name.toLowerCase()) && credential(header);
      if (span) yield finding(header, span, variable);
    }
  },
});

function finding(header, span, variable) {
  return {
    span,
    message: `\`${header.name}\` carries a credential that is written out`,
    help: "write a variable in its place",
    fixes: [
      {
        title: `use \`${variable}\``,
        applicability: "suggestion",
        edits: [{ span, replacement: variable }],
      },
    ],
  };
}

/** Where the credential of a header is, after the scheme (`Bearer`); none for a placeholder. */
function credential({ name, value, valueAt: [start, end] }) {
  const scheme = /authorization$/i.test(name) ? /^[^ ]+ +/.exec(value)?.[0].length ?? 0 : 0;
  const secret = value.slice(scheme);
  const lower = secret.toLowerCase();
  if ([...secret].length < SHORTEST || PLACEHOLDERS.some((word) => lower.includes(word))) return undefined;
  return [start + scheme, end];
}
