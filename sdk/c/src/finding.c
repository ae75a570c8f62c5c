// Findings, as rules put them together.

#include "job.h"

#include <string.h>

#define FORMATTED(into, format)          \
  do {                                   \
    va_list arguments;                   \
    va_start(arguments, format);         \
    into = pp_vformat(format, arguments); \
    va_end(arguments);                   \
  } while (0)

pp_str pp_at(const pp_context *cx, pp_span span) {
  return pp_slice(cx->source, span.start, span.end);
}

pp_str pp_attribute(const pp_context *cx, const char *name) {
  for (size_t i = 0; i < cx->job->attribute_count; i++) {
    if (pp_equal(cx->job->attributes[i].key, pp_text(name))) return cx->job->attributes[i].value;
  }
  return (pp_str){NULL, 0};
}

pp_finding *pp_report(pp_context *cx, pp_span span, const char *format, ...) {
  pp_job *job = cx->job;
  pp_finding *finding = pp_new(pp_finding, 1);
  finding->rule = job->rule;
  finding->severity = job->rule->severity;
  finding->span = span;
  FORMATTED(finding->message, format);
  *pp_push(job->findings, job->finding_count) = finding;
  return finding;
}

void pp_help(pp_finding *finding, const char *format, ...) { FORMATTED(finding->help, format); }

void pp_at_severity(pp_finding *finding, pp_severity severity) { finding->severity = severity; }

void pp_related(pp_finding *finding, pp_span span, const char *format, ...) {
  struct pp_note note = {.span = span};
  FORMATTED(note.message, format);
  *pp_push(finding->related, finding->related_count) = note;
}

pp_fix *pp_offer(pp_finding *finding, pp_applicability applicability, const char *format, ...) {
  pp_fix *fix = pp_new(pp_fix, 1);
  fix->applicability = applicability;
  FORMATTED(fix->title, format);
  *pp_push(finding->fixes, finding->fix_count) = fix;
  return fix;
}

void pp_replace(pp_fix *fix, pp_span span, pp_str replacement) {
  struct pp_edit edit = {span, replacement};
  *pp_push(fix->edits, fix->edit_count) = edit;
}

void pp_decline(pp_context *cx, const char *format, ...) {
  cx->job->declined = true;
  FORMATTED(cx->job->why, format);
}
