// A credential that is written out.

#include "../http.h"

static const char *const HEADERS[] = {"authorization", "cookie", "proxy-authorization", "x-api-key"};
static const char *const PLACEHOLDERS[] = {"{{", "<", "$", "...", "***", "your"};

// Shorter ones are taken for placeholders; in characters.
static const size_t SHORTEST = 8;

static bool carries(const pp_context *cx, pp_str name) {
  for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) {
    if (pp_is(name, HEADERS[i])) return true;
  }
  const pp_json *more = pp_json_get(cx->options, "headers");
  for (size_t i = 0; i < pp_json_count(more); i++) {
    pp_str other = pp_json_text(pp_json_at(more, i), "");
    if (pp_is(name, pp_format("%.*s", PP_ARG(other)).ptr)) return true;
  }
  return false;
}

// Whether the word is in the text, in any case of letters.
static bool mentions(pp_str text, const char *word) {
  pp_str given = pp_text(word);
  for (size_t at = 0; at + given.len <= text.len; at++) {
    if (pp_is(pp_slice(text, at, at + given.len), word)) return true;
  }
  return false;
}

// Where the credential of a header is, after the scheme (`Bearer`); empty for a placeholder.
static pp_span credential(const header *header) {
  pp_str value = header->value;
  size_t space = pp_find(value, ' '), scheme = 0;
  if (pp_ends(header->name, "authorization") && space > 0 && space < value.len) {
    scheme = value.len - pp_trim_start(pp_slice(value, space, value.len), " ").len;
  }
  pp_str secret = pp_slice(value, scheme, value.len);
  bool placeholder = pp_characters(secret) < SHORTEST;
  for (size_t i = 0; i < sizeof PLACEHOLDERS / sizeof *PLACEHOLDERS; i++) {
    placeholder |= mentions(secret, PLACEHOLDERS[i]);
  }
  if (placeholder) return (pp_span){0, 0};
  return (pp_span){header->value_at.start + scheme, header->value_at.end};
}

void literal_credential(pp_context *cx) {
  const messages *all = cx->tree;
  pp_str name = pp_json_text(pp_json_get(cx->options, "variable"), "token");
  pp_str variable = pp_format("{{%.*s}}", PP_ARG(name));
  for (size_t i = 0; i < all->count; i++) {
    for (size_t j = 0; j < all->items[i].header_count; j++) {
      const header *header = &all->items[i].headers[j];
      pp_span span = credential(header);
      if (span.end == 0 || !carries(cx, header->name)) continue;
      pp_finding *finding =
          pp_report(cx, span, "`%.*s` carries a credential that is written out", PP_ARG(header->name));
      pp_help(finding, "write a variable in its place");
      pp_fix *fix = pp_offer(finding, PP_SUGGESTION, "use `%.*s`", PP_ARG(variable));
      pp_replace(fix, span, variable);
    }
  }
}
