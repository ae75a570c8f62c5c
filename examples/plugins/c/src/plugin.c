// Checks examples of HTTP messages, and files of requests as editors send them.

#include "http.h"

static const void *parse(pp_context *cx) {
  messages *found = read_messages(cx->source);
  if (found->count == 0) pp_decline(cx, "there is no request line and no status line");
  return found;
}

static const pp_rule rules[] = {
    PP_RULE(duplicate_header, .severity = PP_ERROR, .fixable = true, .tags = "correctness security"),
    PP_RULE(literal_credential, .severity = PP_WARNING, .fixable = true, .tags = "security"),
    PP_RULE(wrong_content_length, .severity = PP_ERROR, .fixable = true, .tags = "correctness"),
};

const pp_plugin proofpress_plugin = {
    .id = "acme:http",
    .version = "0.1.0",
    .license = "MIT",
    .languages = "http rest",
    .facts = "http=RFC 9110",
    .config_schema = "{\"type\":\"object\","
                     "\"properties\":{\"single\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
                     "\"additionalProperties\":false}",
    .parse = parse,
    PP_RULES(rules),
};
