// Reads messages: a start line, headers, an empty line, a body. `###` stands between two of them.

#include "http.h"

#include <string.h>

static const char BLANK[] = " \t";

static bool is_blank(pp_str line) { return pp_trim_start(line, BLANK).len == 0; }

static bool is_comment(pp_str line) { return pp_begins(line, "#") || pp_begins(line, "//"); }

// What may stand before a start line: nothing, a comment, a variable.
static bool is_aside(pp_str line) {
  return is_blank(line) || is_comment(line) || pp_begins(line, "@");
}

// A method in capitals and what a target begins with.
static bool is_request(pp_str line) {
  size_t method = 0;
  while (method < line.len && line.ptr[method] >= 'A' && line.ptr[method] <= 'Z') method++;
  if (method == 0 || method == line.len || line.ptr[method] != ' ') return false;
  pp_str target = pp_trim_start(pp_slice(line, method, line.len), " ");
  return pp_begins(target, "/") || pp_begins(target, "*") || pp_begins(target, "{{") ||
         pp_begins(target, "http://") || pp_begins(target, "https://");
}

static bool is_response(pp_str line) {
  return pp_begins(line, "HTTP/") && line.len > 5 && line.ptr[5] >= '0' && line.ptr[5] <= '9';
}

static bool is_token(pp_str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    bool word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!word && (c == 0 || !strchr("_!#$%&'*+.^`|~-", c))) return false;
  }
  return text.len > 0;
}

// The header of a line, if it is one.
static bool read_header(const pp_lines *at, header *made) {
  pp_str line = at->line;
  size_t colon = pp_find(line, ':');
  pp_str name = pp_trim_end(pp_slice(line, 0, colon), BLANK);
  if (colon == line.len || is_comment(line) || !is_token(name)) return false;
  pp_str value = pp_trim_start(pp_slice(line, colon + 1, line.len), BLANK);
  size_t start = at->end - value.len;
  value = pp_trim_end(value, BLANK);
  *made = (header){
      .name = name,
      .value = value,
      .name_at = {at->start, at->start + name.len},
      .value_at = {start, start + value.len},
      .line_at = {at->start, at->after},
  };
  return true;
}

messages *read_messages(pp_str source) {
  enum { START, SKIPPED, HEADERS, BODY } state = START;
  messages *found = pp_new(messages, 1);
  message *last = NULL;
  for (pp_lines lines = pp_lines_of(source); pp_next_line(&lines);) {
    header made;
    if (pp_begins(lines.line, "###")) {
      state = START;
    } else if (state == START && !is_aside(lines.line)) {
      bool request = is_request(lines.line);
      state = request || is_response(lines.line) ? HEADERS : SKIPPED;
      if (state == HEADERS) {
        last = pp_push(found->items, found->count);
        *last = (message){.is_request = request};
      }
    } else if (state == HEADERS && is_blank(lines.line)) {
      state = BODY;
      last->body = (pp_span){lines.after, lines.after};
    } else if (state == HEADERS && read_header(&lines, &made)) {
      *pp_push(last->headers, last->header_count) = made;
    } else if (state == BODY && !is_blank(lines.line)) {
      last->body.end = lines.end;
    }
  }
  return found;
}
