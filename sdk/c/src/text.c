// Text with a length: comparing, cutting, formatting, lines.

#include "proofpress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

pp_str pp_text(const char *zero_ended) {
  return (pp_str){zero_ended, zero_ended ? strlen(zero_ended) : 0};
}

bool pp_equal(pp_str one, pp_str other) {
  return one.len == other.len && (one.len == 0 || memcmp(one.ptr, other.ptr, one.len) == 0);
}

static char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter; }

bool pp_is(pp_str text, const char *word) {
  if (text.len != strlen(word)) return false;
  for (size_t i = 0; i < text.len; i++) {
    if (lower(text.ptr[i]) != lower(word[i])) return false;
  }
  return true;
}

bool pp_begins(pp_str text, const char *word) {
  size_t len = strlen(word);
  return text.len >= len && memcmp(text.ptr, word, len) == 0;
}

bool pp_ends(pp_str text, const char *word) {
  size_t len = strlen(word);
  return text.len >= len && pp_is(pp_slice(text, text.len - len, text.len), word);
}

bool pp_contains(pp_str text, const char *word) {
  size_t len = strlen(word);
  for (size_t at = 0; at + len <= text.len; at++) {
    if (memcmp(text.ptr + at, word, len) == 0) return true;
  }
  return false;
}

pp_str pp_slice(pp_str text, size_t start, size_t end) {
  if (end > text.len) end = text.len;
  if (start > end) start = end;
  return (pp_str){text.ptr + start, end - start};
}

static bool one_of(char byte, const char *set) { return byte != 0 && strchr(set, byte) != NULL; }

pp_str pp_trim_start(pp_str text, const char *set) {
  size_t start = 0;
  while (start < text.len && one_of(text.ptr[start], set)) start++;
  return pp_slice(text, start, text.len);
}

pp_str pp_trim_end(pp_str text, const char *set) {
  size_t end = text.len;
  while (end > 0 && one_of(text.ptr[end - 1], set)) end--;
  return pp_slice(text, 0, end);
}

size_t pp_characters(pp_str text) {
  size_t count = 0;
  // Bytes that go on with a character are 10xxxxxx.
  for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
  return count;
}

size_t pp_find(pp_str text, char byte) {
  const char *found = text.len ? memchr(text.ptr, byte, text.len) : NULL;
  return found ? (size_t)(found - text.ptr) : text.len;
}

pp_str pp_vformat(const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int len = vsnprintf(NULL, 0, format, again);
  va_end(again);
  if (len < 0) return (pp_str){"", 0};
  char *made = pp_allocate((size_t)len + 1);
  vsnprintf(made, (size_t)len + 1, format, arguments);
  return (pp_str){made, (size_t)len};
}

pp_str pp_format(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  pp_str made = pp_vformat(format, arguments);
  va_end(arguments);
  return made;
}

pp_lines pp_lines_of(pp_str text) { return (pp_lines){.text = text}; }

bool pp_next_line(pp_lines *lines) {
  pp_str text = lines->text;
  if (lines->next > text.len) return false;
  lines->start = lines->next;
  lines->line = pp_slice(text, lines->start, text.len);
  lines->line.len = pp_find(lines->line, '\n');
  lines->end = lines->start + lines->line.len;
  lines->after = lines->end < text.len ? lines->end + 1 : text.len;
  lines->next = lines->end + 1;
  return true;
}
