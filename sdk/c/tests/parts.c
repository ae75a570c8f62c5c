// The parts of the SDK that need no WebAssembly, compiled for this machine:
// `cc -Iinclude -Itests tests/parts.c src/text.c src/json.c && ./a.out`

#include "proofpress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What `memory.c` gives in a component.
void *pp_allocate(size_t bytes) { return calloc(1, bytes ? bytes : 1); }

void *pp_grown(void *items, size_t count, size_t size) {
  if ((count & (count - 1)) != 0) return items;
  return realloc(items, (count == 0 ? 1 : 2 * count) * size);
}

static int failures;

#define CHECK(condition)                                         \
  do {                                                           \
    if (!(condition)) {                                          \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      failures++;                                                \
    }                                                            \
  } while (0)

static pp_str json_text(const char *json) {
  return pp_json_text(pp_json_at(pp_json_read(pp_text(json)), 0), "none");
}

static void reads_json(void) {
  const pp_json *all = pp_json_read(
      pp_text(" {\"a\": [1, -2.5e1, true, false, null], \"b\": {\"c\": \"\\u00e9\\n\\\"\"}, \"e\": []} "));
  const pp_json *list = pp_json_get(all, "a");
  CHECK(pp_json_count(list) == 5);
  CHECK(pp_json_number(pp_json_at(list, 0), 0) == 1);
  CHECK(pp_json_number(pp_json_at(list, 1), 0) == -25);
  CHECK(pp_json_flag(pp_json_at(list, 2), false));
  CHECK(!pp_json_flag(pp_json_at(list, 3), true));
  CHECK(pp_json_flag(pp_json_at(list, 4), true));
  CHECK(pp_json_at(list, 5) == NULL);
  CHECK(pp_equal(pp_json_text(pp_json_get(pp_json_get(all, "b"), "c"), ""), pp_text("\u00e9\n\"")));
  CHECK(pp_json_count(pp_json_get(all, "e")) == 0);
  CHECK(pp_json_get(all, "z") == NULL && pp_json_get(list, "a") == NULL);
  CHECK(pp_equal(json_text("[\"\\ud83d\\ude00\"]"), pp_text("\U0001F600")));
  CHECK(pp_equal(json_text("[\"\\ud83d\"]"), pp_text("\uFFFD")));
}

static void takes_broken_json(void) {
  const char *broken[] = {"", "{", "[", "[1", "[1,", "{\"a\"", "{\"a\":", "\"", "\"\\", "\"\\u", "nul", "]", "[[[[x", "{1:2}"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    CHECK(pp_json_get(pp_json_read(pp_text(broken[i])), "b") == NULL);
  }
  char deep[10001];
  memset(deep, '[', 10000);
  deep[10000] = 0;
  CHECK(pp_json_count(pp_json_read(pp_text(deep))) <= 1);
}

static void goes_through_lines(void) {
  const char *expected[] = {"a", "", "b\u00e9"};
  size_t starts[] = {0, 2, 3}, count = 0;
  for (pp_lines lines = pp_lines_of(pp_text("a\n\nb\u00e9")); pp_next_line(&lines); count++) {
    CHECK(count < 3 && pp_equal(lines.line, pp_text(expected[count])));
    CHECK(lines.start == starts[count] && lines.after <= 6);
  }
  CHECK(count == 3);
}

static void compares_text(void) {
  pp_str text = pp_text("Proxy-Authorization");
  CHECK(pp_is(text, "proxy-authorization") && !pp_is(text, "proxy"));
  CHECK(pp_ends(text, "authorization") && pp_begins(text, "Proxy") && !pp_begins(text, "proxy"));
  CHECK(pp_contains(text, "xy-") && !pp_contains(text, "xyz"));
  CHECK(pp_characters(pp_text("a\u00e9\U0001F600")) == 3);
  CHECK(pp_find(pp_text("ab"), 'b') == 1 && pp_find(pp_text("ab"), 'z') == 2);
  CHECK(pp_slice(pp_text("ab"), 5, 9).len == 0);
  CHECK(pp_equal(pp_trim_end(pp_trim_start(pp_text(" \ta \t"), " \t"), " \t"), pp_text("a")));
  CHECK(pp_equal(pp_format("%zu-%.*s", (size_t)7, PP_ARG(pp_slice(text, 0, 5))), pp_text("7-Proxy")));
}

int main(void) {
  reads_json();
  takes_broken_json();
  goes_through_lines();
  compares_text();
  return failures ? 1 : 0;
}
