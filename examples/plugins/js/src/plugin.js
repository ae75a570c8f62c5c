// Checks examples of HTTP messages, and files of requests as editors send them.

import { decline, plugin } from "proofpress-plugin";

import { messages } from "./messages.js";
import duplicateHeader from "./rules/duplicate-header.js";
import literalCredential from "./rules/literal-credential.js";
import wrongContentLength from "./rules/wrong-content-length.js";

export default plugin({
  id: "acme:http",
  languages: ["http", "rest"],
  facts: { http: "RFC 9110" },
  configSchema: {
    type: "object",
    properties: { single: { type: "array", items: { type: "string" } } },
    additionalProperties: false,
  },
  parse(example) {
    const found = messages(example.source);
    if (found.length === 0) decline("there is no request line and no status line");
    return found;
  },
  rules: [duplicateHeader, literalCredential, wrongContentLength],
});
