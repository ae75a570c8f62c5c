// What the plugin's files share: names as they are read, and the rules.

#ifndef NAMES_H
#define NAMES_H

#include "proofpress.h"

// The name of one assignment, and where it is.
typedef struct {
  pp_str text;
  pp_span span;
} name;

typedef struct {
  name *items;
  size_t count;
} names;

void duplicate_name(pp_context *cx);

#endif
