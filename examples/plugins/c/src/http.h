// What the plugin's files share: messages as they are read, and the rules.

#ifndef HTTP_H
#define HTTP_H

#include "proofpress.h"

// A header: name and value with their places, and its whole line.
typedef struct {
  pp_str name, value;
  pp_span name_at, value_at, line_at;
} header;

// A request or a response. The body has no line end at its end.
typedef struct {
  bool is_request;
  header *headers;
  size_t header_count;
  pp_span body;
} message;

typedef struct {
  message *items;
  size_t count;
} messages;

messages *read_messages(pp_str source);

void duplicate_header(pp_context *cx);
void literal_credential(pp_context *cx);
void wrong_content_length(pp_context *cx);

#endif
