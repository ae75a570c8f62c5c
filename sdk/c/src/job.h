// What the parts of the SDK share, and authors do not see.

#ifndef PROOFPRESS_JOB_H
#define PROOFPRESS_JOB_H

#include "proofpress.h"

#include <stdarg.h>

struct pp_fix {
  pp_str title;
  pp_applicability applicability;
  struct pp_edit {
    pp_span span;
    pp_str replacement;
  } *edits;
  size_t edit_count;
};

struct pp_finding {
  const pp_rule *rule;
  pp_span span;
  pp_severity severity;
  pp_str message, help;
  struct pp_note {
    pp_span span;
    pp_str message;
  } *related;
  size_t related_count;
  pp_fix **fixes;
  size_t fix_count;
};

// One check. Findings and fixes lie apart, each for itself: a pointer to one stays good while
// others are added.
struct pp_job {
  const pp_rule *rule;
  pp_finding **findings;
  size_t finding_count;
  bool declined;
  pp_str why;
  struct pp_pair {
    pp_str key, value;
  } *attributes;
  size_t attribute_count;
};

pp_str pp_vformat(const char *format, va_list arguments);

#endif
