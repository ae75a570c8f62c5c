// Checks `{{language}}` examples: lines of `NAME=value`.
//
// This file says who the plugin is and how it reads an example; each rule is a file of `src/rules`,
// with its page in `pages`. Version and licence are those of `package.json`.

import { plugin } from "proofpress-plugin";

import duplicateName from "./rules/duplicate-name.js";

export default plugin({
  id: "{{id}}",
  languages: ["{{language}}"],
  rules: [duplicateName],

  // Reads an example once; every rule looks at what comes of it: the names, and where they are.
  parse(example) {
    return [...example.source.matchAll(/^([^#=\n][^=\n]*)=/gmd)].map((match) => ({
      text: match[1],
      span: match.indices[1],
    }));
  },
});
