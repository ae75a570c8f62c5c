// Write a proofpress plugin in C.
//
// A plugin is a `const pp_plugin proofpress_plugin`, with its rules in a table. A rule is a function
// that looks at what `parse` made of an example and reports findings. Positions are byte offsets
// into the example's text, as in the contract.
//
// An instance does one job and is gone, so nothing has to be freed: what `pp_new`, `malloc` and the
// functions here give lies in one arena. `free` does nothing.

#ifndef PROOFPRESS_H
#define PROOFPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The pages of `pages/`, each as `pp_page_<name>` with `_` for `-`; made by the build.
#include "proofpress_pages.h"

// ---- Text --------------------------------------------------------------------------------------

// Text with a length; not ended by a zero.
typedef struct {
  const char *ptr;
  size_t len;
} pp_str;

// For `printf`: `"%.*s", PP_ARG(text)`.
#define PP_ARG(text) (int)(text).len, (text).ptr

// A string of C as a `pp_str`.
pp_str pp_text(const char *zero_ended);

// Whether both are the same bytes; `pp_is` ignores the case of ASCII letters.
bool pp_equal(pp_str one, pp_str other);
bool pp_is(pp_str text, const char *word);

// Whether `text` begins with, ends with (in any case of ASCII letters), contains the word.
bool pp_begins(pp_str text, const char *word);
bool pp_ends(pp_str text, const char *word);
bool pp_contains(pp_str text, const char *word);

// From `start` up to `end`, at most the whole.
pp_str pp_slice(pp_str text, size_t start, size_t end);

// The text without the bytes of `set` at its start or at its end.
pp_str pp_trim_start(pp_str text, const char *set);
pp_str pp_trim_end(pp_str text, const char *set);

// The number of characters, not bytes.
size_t pp_characters(pp_str text);

// Where `byte` stands first; `text.len` where it does not.
size_t pp_find(pp_str text, char byte);

// As `printf`, into the arena.
pp_str pp_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Goes through the lines of a text: `for (pp_lines l = pp_lines_of(text); pp_next_line(&l);)`.
typedef struct {
  pp_str text;
  size_t next;
  // The line, without its end, and where it is. `after` is where the next one begins.
  pp_str line;
  size_t start, end, after;
} pp_lines;

pp_lines pp_lines_of(pp_str text);
bool pp_next_line(pp_lines *lines);

// ---- Memory ------------------------------------------------------------------------------------

// `count` values of a type, all zero.
#define pp_new(type, count) ((type *)pp_allocate((count) * sizeof(type)))
void *pp_allocate(size_t bytes);

// Appends to an array `items` with `count` entries that was made by nothing else:
// `*pp_push(list->items, list->count) = item;`
#define pp_push(items, count) \
  ((items) = pp_grown((items), (count), sizeof *(items)), &(items)[(count)++])
void *pp_grown(void *items, size_t count, size_t size);

// ---- JSON --------------------------------------------------------------------------------------

// A JSON value. Functions take none (`NULL`) for a value that is not there.
typedef struct pp_json pp_json;

const pp_json *pp_json_read(pp_str text);
const pp_json *pp_json_get(const pp_json *object, const char *key);
size_t pp_json_count(const pp_json *list);
const pp_json *pp_json_at(const pp_json *list, size_t index);
pp_str pp_json_text(const pp_json *value, const char *otherwise);
double pp_json_number(const pp_json *value, double otherwise);
bool pp_json_flag(const pp_json *value, bool otherwise);

// ---- Findings ----------------------------------------------------------------------------------

// A half-open range of bytes of the example's text.
typedef struct {
  size_t start, end;
} pp_span;

typedef enum { PP_ERROR, PP_WARNING, PP_INFO } pp_severity;

// `PP_SAFE` keeps the meaning; `PP_SUGGESTION` is probably what the author wants; `PP_MANUAL` is only
// shown.
typedef enum { PP_SAFE, PP_SUGGESTION, PP_MANUAL } pp_applicability;

typedef struct pp_finding pp_finding;
typedef struct pp_fix pp_fix;
typedef struct pp_job pp_job;

// What a rule gets to see.
typedef struct pp_context {
  // The text, and the language to check it as.
  pp_str source, lang;
  // Path of the page in the content folder.
  pp_str path;
  // What `parse` gave.
  const void *tree;
  // The plugin's configuration, and the rule's own options.
  const pp_json *config, *options;
  // For the functions below.
  pp_job *job;
} pp_context;

// The text of a span.
pp_str pp_at(const pp_context *cx, pp_span span);

// The value of an attribute of the fence. Without it `len` is 0 and `ptr` is `NULL`.
pp_str pp_attribute(const pp_context *cx, const char *name);

// A finding: one line, lower case, things named in backticks.
pp_finding *pp_report(pp_context *cx, pp_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// What to do about it.
void pp_help(pp_finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Instead of the rule's own severity.
void pp_at_severity(pp_finding *finding, pp_severity severity);

// A second place that explains it.
void pp_related(pp_finding *finding, pp_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// A change that mends it, and the edits it is made of. They do not overlap.
pp_fix *pp_offer(pp_finding *finding, pp_applicability applicability, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void pp_replace(pp_fix *fix, pp_span span, pp_str replacement);

// In `parse`: the text is not for this plugin. It then counts neither as checked nor as failed.
void pp_decline(pp_context *cx, const char *format, ...) __attribute__((format(printf, 2, 3)));

// A line for the log of a verbose run. Never part of a verdict.
void pp_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

// ---- The plugin --------------------------------------------------------------------------------

typedef struct {
  // The name of its function and of its page, with `_` for `-`; see `PP_RULE`.
  const char *name, *page;
  void (*check)(pp_context *cx);
  pp_severity severity;
  // Off unless the site turns it on.
  bool off;
  // Whether it also looks at text that does not parse.
  bool on_broken;
  // Whether its findings can carry fixes.
  bool fixable;
  // Words to filter by, with blanks between.
  const char *tags;
} pp_rule;

// The rule of the function `name`, whose page is `pages/<name>.md` with `-` for `_`. Without the
// page this does not compile. `PP_RULE(latest_tag, .severity = PP_WARNING)`
#define PP_RULE(function, ...) \
  {.name = #function, .page = pp_page_##function, .check = function, __VA_ARGS__}

typedef struct {
  // `acme:nginx`
  const char *id;
  const char *version;
  // An SPDX expression.
  const char *license;
  const char *homepage;
  // The languages it handles, lower case, with blanks between.
  const char *languages;
  // Tools and specifications the rules follow: `"http=RFC 9110"`, a line each.
  const char *facts;
  // JSON Schema (2020-12) of the configuration; none takes an empty object only.
  const char *config_schema;
  // Reads an example, once for all rules. None: rules look at the text.
  const void *(*parse)(pp_context *cx);
  // Whether the text parsed. If not, only rules with `on_broken` look.
  bool (*is_sound)(const void *tree);
  const pp_rule *rules;
  size_t rule_count;
} pp_plugin;

// `.rules` and `.rule_count` of an array.
#define PP_RULES(array) .rules = (array), .rule_count = sizeof(array) / sizeof *(array)

// The plugin. Its author defines it.
extern const pp_plugin proofpress_plugin;

#endif
