// A `Content-Length` that is not the length of the body.

#include "../http.h"

// Whether a body is not written out.
static bool is_shortened(pp_str body) {
  return pp_contains(body, "{{") || pp_contains(body, "...") || pp_begins(body, "<");
}

static bool has(const message *message, const char *name) {
  for (size_t i = 0; i < message->header_count; i++) {
    if (pp_is(message->headers[i].name, name)) return true;
  }
  return false;
}

// Up to nine digits.
static bool number(pp_str text, size_t *made) {
  *made = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    *made = *made * 10 + (size_t)(text.ptr[i] - '0');
  }
  return text.len > 0 && text.len <= 9;
}

static size_t count_lines(pp_str body) {
  size_t lines = 0;
  for (size_t i = 0; i < body.len; i++) lines += body.ptr[i] == '\n';
  return lines;
}

void wrong_content_length(pp_context *cx) {
  const messages *all = cx->tree;
  for (size_t i = 0; i < all->count; i++) {
    const message *message = &all->items[i];
    pp_str body = pp_at(cx, message->body);
    if (body.len == 0 || is_shortened(body) || has(message, "transfer-encoding")) continue;
    size_t bytes = body.len, lines = count_lines(body), n;
    for (size_t j = 0; j < message->header_count; j++) {
      const header *header = &message->headers[j];
      if (!pp_is(header->name, "content-length") || !number(header->value, &n)) continue;
      if (n == bytes || n == bytes + 1 || n == bytes + lines || n == bytes + lines + 2) continue;
      pp_finding *finding =
          pp_report(cx, header->value_at, "`Content-Length` is %.*s, and the body has %zu bytes",
                    PP_ARG(header->value), bytes);
      pp_help(finding, "leave it to the client, or count bytes, not characters");
      pp_fix *fix = pp_offer(finding, PP_SAFE, "write %zu", bytes);
      pp_replace(fix, header->value_at, pp_format("%zu", bytes));
    }
  }
}
