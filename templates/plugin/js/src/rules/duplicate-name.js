// A name that is set twice.

import { rule } from "proofpress-plugin";

export default rule("duplicate-name", {
  severity: "error",
  tags: ["correctness"],
  *check({ tree }) {
    const first = new Map();
    for (const name of tree) {
      const before = first.get(name.text);
      if (before) {
        yield {
          span: name.span,
          message: `\`${name.text}\` is set twice`,
          help: "remove one of them; most readers take the last",
          related: [{ span: before.span, message: "first set here" }],
        };
      } else {
        first.set(name.text, name);
      }
    }
  },
});
