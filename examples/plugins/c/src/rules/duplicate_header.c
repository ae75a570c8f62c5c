// A header that is there twice and may be there once.

#include "../http.h"

// Headers whose value is no list (RFC 9110 and those it refers to).
static const char *const SINGLE[] = {
    "age",           "authorization",     "content-length",      "content-type",  "date",
    "etag",          "expires",           "from",                "host",          "if-modified-since",
    "last-modified", "if-unmodified-since", "location",          "max-forwards",  "referer",
    "retry-after",   "server",            "user-agent",
};

static bool is_single(const pp_context *cx, pp_str name) {
  for (size_t i = 0; i < sizeof SINGLE / sizeof *SINGLE; i++) {
    if (pp_is(name, SINGLE[i])) return true;
  }
  const pp_json *more = pp_json_get(cx->config, "single");
  for (size_t i = 0; i < pp_json_count(more); i++) {
    pp_str single = pp_json_text(pp_json_at(more, i), "");
    if (pp_is(name, pp_format("%.*s", PP_ARG(single)).ptr)) return true;
  }
  return false;
}

static const header *first(const message *message, const header *header) {
  for (size_t i = 0; i < message->header_count; i++) {
    pp_str name = message->headers[i].name;
    if (pp_is(name, pp_format("%.*s", PP_ARG(header->name)).ptr)) return &message->headers[i];
  }
  return header;
}

void duplicate_header(pp_context *cx) {
  const messages *all = cx->tree;
  for (size_t i = 0; i < all->count; i++) {
    const message *message = &all->items[i];
    for (size_t j = 0; j < message->header_count; j++) {
      const header *header = &message->headers[j], *before = first(message, header);
      if (before == header || !is_single(cx, header->name)) continue;
      pp_finding *finding =
          pp_report(cx, header->name_at, "`%.*s` is given twice in one %s", PP_ARG(header->name),
                    message->is_request ? "request" : "response");
      pp_help(finding, "keep one of them: recipients differ in which one they take");
      pp_related(finding, before->name_at, "first given here");
      if (pp_equal(header->value, before->value)) {
        pp_fix *fix = pp_offer(finding, PP_SAFE, "remove the repeated line");
        pp_replace(fix, header->line_at, pp_text(""));
      }
    }
  }
}
