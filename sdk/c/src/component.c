// The edge: the plugin as the exports of the contract. The only file that knows the generated
// bindings.

#include "job.h"
#include "this_plugin.h"

#include <string.h>

static const char NO_CONFIG[] = "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}";

// What `start` was given. An instance does one job.
static exports_proofpress_plugin_lifecycle_session_t session;
static bool started;

static this_plugin_string_t out(pp_str text) {
  return (this_plugin_string_t){(uint8_t *)(uintptr_t)text.ptr, text.len};
}

static pp_str in(this_plugin_string_t text) { return (pp_str){(const char *)text.ptr, text.len}; }

static pp_str text_or(const char *given, const char *otherwise) {
  return pp_text(given ? given : otherwise);
}

// The pieces of a text between separators, without empty ones.
static this_plugin_list_string_t pieces(const char *given, char separator) {
  this_plugin_list_string_t list = {NULL, 0};
  pp_str rest = text_or(given, "");
  while (rest.len > 0) {
    size_t end = pp_find(rest, separator);
    if (end > 0) *pp_push(list.ptr, list.len) = out(pp_slice(rest, 0, end));
    rest = pp_slice(rest, end + 1, rest.len);
  }
  return list;
}

static proofpress_plugin_types_list_extra_t facts(void) {
  this_plugin_list_string_t lines = pieces(proofpress_plugin.facts, '\n');
  proofpress_plugin_types_list_extra_t list = {pp_new(proofpress_plugin_types_extra_t, lines.len), lines.len};
  for (size_t i = 0; i < lines.len; i++) {
    pp_str line = in(lines.ptr[i]);
    size_t equals = pp_find(line, '=');
    list.ptr[i].key = out(pp_slice(line, 0, equals));
    list.ptr[i].value = out(pp_slice(line, equals + 1, line.len));
  }
  return list;
}

void exports_proofpress_plugin_meta_describe(exports_proofpress_plugin_meta_info_t *ret) {
  *ret = (exports_proofpress_plugin_meta_info_t){0};
  ret->id = out(text_or(proofpress_plugin.id, ""));
  ret->version = out(text_or(proofpress_plugin.version, "0.0.0"));
  ret->license = out(text_or(proofpress_plugin.license, ""));
  ret->homepage.is_some = proofpress_plugin.homepage != NULL;
  ret->homepage.val = out(text_or(proofpress_plugin.homepage, ""));
  ret->languages = pieces(proofpress_plugin.languages, ' ');
  proofpress_plugin_types_list_extra_t followed = facts();
  ret->facts.ptr = followed.ptr;
  ret->facts.len = followed.len;
}

// The name of a rule: that of its function, with `-` for `_`.
static pp_str rule_name(const pp_rule *rule) {
  size_t len = strlen(rule->name);
  char *name = memcpy(pp_allocate(len + 1), rule->name, len);
  for (size_t i = 0; i < len; i++) {
    if (name[i] == '_') name[i] = '-';
  }
  return (pp_str){name, len};
}

// The first heading of a page, or the rule's name.
static pp_str title(pp_str page, pp_str name) {
  for (pp_lines lines = pp_lines_of(page); pp_next_line(&lines);) {
    if (pp_begins(lines.line, "# ")) {
      return pp_trim_end(pp_trim_start(pp_slice(lines.line, 1, lines.line.len), " "), " ");
    }
  }
  return name;
}

void exports_proofpress_plugin_meta_rules(exports_proofpress_plugin_meta_list_rule_t *ret) {
  ret->len = proofpress_plugin.rule_count;
  ret->ptr = pp_new(exports_proofpress_plugin_meta_rule_t, ret->len);
  for (size_t i = 0; i < ret->len; i++) {
    const pp_rule *rule = &proofpress_plugin.rules[i];
    pp_str name = rule_name(rule), page = pp_text(rule->page);
    exports_proofpress_plugin_meta_rule_t *entry = &ret->ptr[i];
    entry->id = out(name);
    entry->title = out(title(page, name));
    entry->docs = out(page);
    entry->severity = (uint8_t)rule->severity;
    entry->default_on = !rule->off;
    entry->fixable = rule->fixable;
    entry->tags = pieces(rule->tags, ' ');
  }
}

void exports_proofpress_plugin_meta_config_schema(this_plugin_string_t *ret) {
  *ret = out(text_or(proofpress_plugin.config_schema, NO_CONFIG));
}

// The host holds a configuration against the schema; there is nothing more to say here.
void exports_proofpress_plugin_meta_validate_config(
    this_plugin_string_t *config, exports_proofpress_plugin_meta_list_config_problem_t *ret) {
  (void)config;
  *ret = (exports_proofpress_plugin_meta_list_config_problem_t){NULL, 0};
}

bool exports_proofpress_plugin_lifecycle_start(exports_proofpress_plugin_lifecycle_session_t *given,
                                               exports_proofpress_plugin_lifecycle_failure_t *err) {
  (void)err;
  session = *given;
  started = true;
  return true;
}

static proofpress_plugin_types_span_t span(pp_span given) {
  return (proofpress_plugin_types_span_t){(uint32_t)given.start, (uint32_t)given.end};
}

static proofpress_plugin_types_fix_t contract_fix(const pp_fix *fix) {
  proofpress_plugin_types_fix_t made = {0};
  made.title = out(fix->title);
  made.applicability = (uint8_t)fix->applicability;
  made.edits.len = fix->edit_count;
  made.edits.ptr = pp_new(proofpress_plugin_types_edit_t, fix->edit_count);
  for (size_t i = 0; i < fix->edit_count; i++) {
    made.edits.ptr[i].span = span(fix->edits[i].span);
    made.edits.ptr[i].replacement = out(fix->edits[i].replacement);
  }
  return made;
}

static proofpress_plugin_types_diagnostic_t diagnostic(const pp_finding *finding) {
  proofpress_plugin_types_diagnostic_t made = {0};
  made.rule = out(rule_name(finding->rule));
  made.severity = (uint8_t)finding->severity;
  made.message = out(finding->message);
  made.span = span(finding->span);
  made.help.is_some = finding->help.len > 0;
  made.help.val = out(finding->help);
  made.related.len = finding->related_count;
  made.related.ptr = pp_new(proofpress_plugin_types_related_t, finding->related_count);
  for (size_t i = 0; i < finding->related_count; i++) {
    made.related.ptr[i].span = span(finding->related[i].span);
    made.related.ptr[i].message = out(finding->related[i].message);
  }
  made.fixes.len = finding->fix_count;
  made.fixes.ptr = pp_new(proofpress_plugin_types_fix_t, finding->fix_count);
  for (size_t i = 0; i < finding->fix_count; i++) {
    made.fixes.ptr[i] = contract_fix(finding->fixes[i]);
  }
  return made;
}

// The options of a rule where it is on.
static bool enabled(const pp_rule *rule, pp_str *options) {
  pp_str name = rule_name(rule);
  for (size_t i = 0; i < session.rules.len; i++) {
    if (pp_equal(in(session.rules.ptr[i].id), name)) {
      *options = in(session.rules.ptr[i].options);
      return true;
    }
  }
  return false;
}

static void look(pp_context *cx) {
  bool sound = !proofpress_plugin.is_sound || proofpress_plugin.is_sound(cx->tree);
  for (size_t i = 0; i < proofpress_plugin.rule_count; i++) {
    const pp_rule *rule = &proofpress_plugin.rules[i];
    pp_str options;
    if (!enabled(rule, &options) || !(sound || rule->on_broken)) continue;
    cx->job->rule = rule;
    cx->options = pp_json_read(options);
    rule->check(cx);
  }
}

bool exports_proofpress_plugin_example_checker_check_example(
    exports_proofpress_plugin_example_checker_example_t *example,
    exports_proofpress_plugin_example_checker_checked_t *ret,
    exports_proofpress_plugin_example_checker_failure_t *err) {
  if (!started) {
    err->tag = PROOFPRESS_PLUGIN_TYPES_FAILURE_INTERNAL;
    err->val.internal = out(pp_text("called before `start`"));
    return false;
  }
  pp_job job = {0};
  for (size_t i = 0; i < example->attrs.len; i++) {
    struct pp_pair attribute = {in(example->attrs.ptr[i].key), in(example->attrs.ptr[i].value)};
    *pp_push(job.attributes, job.attribute_count) = attribute;
  }
  pp_context cx = {.source = in(example->source), .lang = in(example->lang), .path = in(example->path)};
  cx.config = pp_json_read(in(session.config));
  cx.job = &job;
  cx.tree = proofpress_plugin.parse ? proofpress_plugin.parse(&cx) : NULL;
  if (job.declined) {
    err->tag = PROOFPRESS_PLUGIN_TYPES_FAILURE_UNSUPPORTED;
    err->val.unsupported = out(job.why);
    return false;
  }
  look(&cx);
  ret->diagnostics.len = job.finding_count;
  ret->diagnostics.ptr = pp_new(proofpress_plugin_types_diagnostic_t, job.finding_count);
  for (size_t i = 0; i < job.finding_count; i++) {
    ret->diagnostics.ptr[i] = diagnostic(job.findings[i]);
  }
  proofpress_plugin_types_list_extra_t followed = facts();
  ret->facts.ptr = followed.ptr;
  ret->facts.len = followed.len;
  return true;
}

void pp_log(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  this_plugin_string_t line = out(pp_vformat(format, arguments));
  va_end(arguments);
  proofpress_plugin_log_log(PROOFPRESS_PLUGIN_LOG_LEVEL_INFO, &line);
}
