// Checks `{{language}}` examples: lines of `NAME=value`.
//
// This file says who the plugin is and how it reads an example; each rule is a file of `src/rules`,
// with its page in `pages`.

#include "names.h"

// Reads an example once; every rule looks at what comes of it.
static const void *parse(pp_context *cx) {
  names *found = pp_new(names, 1);
  for (pp_lines lines = pp_lines_of(cx->source); pp_next_line(&lines);) {
    size_t equals = pp_find(lines.line, '=');
    if (equals == 0 || equals == lines.line.len || pp_begins(lines.line, "#")) continue;
    pp_span span = {lines.start, lines.start + equals};
    *pp_push(found->items, found->count) = (name){pp_at(cx, span), span};
  }
  return found;
}

static const pp_rule rules[] = {
    PP_RULE(duplicate_name, .severity = PP_ERROR, .tags = "correctness"),
};

const pp_plugin proofpress_plugin = {
    .id = "{{id}}",
    .version = "0.1.0",
    .license = "MIT",
    .languages = "{{language}}",
    .parse = parse,
    PP_RULES(rules),
};
