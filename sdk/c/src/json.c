// Reads JSON, as far as settings need it. The host gives no other text than valid JSON; what is
// wrong all the same reads as nothing.

#include "proofpress.h"

#include <stdlib.h>
#include <string.h>

enum kind { NOTHING, FLAG, NUMBER, TEXT, LIST, OBJECT };

struct pp_json {
  enum kind kind;
  bool flag;
  double number;
  pp_str text;
  // Of a list or object: its values, and an object's keys beside them.
  pp_json *items;
  pp_str *keys;
  size_t count;
};

// Deeper ones read as nothing.
static const int DEEPEST = 64;

typedef struct {
  const char *at, *end;
  int depth;
} reader;

static pp_json value(reader *r);

static void blanks(reader *r) {
  while (r->at < r->end && strchr(" \t\r\n", *r->at)) r->at++;
}

static bool take(reader *r, char byte) {
  blanks(r);
  if (r->at >= r->end || *r->at != byte) return false;
  r->at++;
  return true;
}

static bool word(reader *r, const char *word) {
  size_t len = strlen(word);
  if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0) return false;
  r->at += len;
  return true;
}

static uint32_t hex(reader *r) {
  uint32_t code = 0;
  for (int i = 0; i < 4 && r->at < r->end; i++, r->at++) {
    char c = *r->at;
    uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : ((uint32_t)c | 32) - 'a' + 10;
    code = code * 16 + (digit & 15);
  }
  return code;
}

static char *encode(char *to, uint32_t code) {
  if (code < 0x80) {
    *to++ = (char)code;
  } else if (code < 0x800) {
    *to++ = (char)(0xc0 | code >> 6);
    *to++ = (char)(0x80 | (code & 63));
  } else if (code < 0x10000) {
    *to++ = (char)(0xe0 | code >> 12);
    *to++ = (char)(0x80 | (code >> 6 & 63));
    *to++ = (char)(0x80 | (code & 63));
  } else {
    *to++ = (char)(0xf0 | code >> 18);
    *to++ = (char)(0x80 | (code >> 12 & 63));
    *to++ = (char)(0x80 | (code >> 6 & 63));
    *to++ = (char)(0x80 | (code & 63));
  }
  return to;
}

static char *escape(reader *r, char *to) {
  char letter = *r->at++;
  if (letter != 'u') {
    const char *from = "nrtbf", *known = strchr(from, letter);
    *to++ = known && letter ? "\n\r\t\b\f"[known - from] : letter;
    return to;
  }
  uint32_t code = hex(r);
  // Two halves of a character beyond 16 bits.
  if (code >= 0xd800 && code < 0xdc00 && word(r, "\\u")) {
    code = 0x10000 + ((code - 0xd800) << 10) + (hex(r) - 0xdc00);
  }
  // Half a character alone is none.
  return encode(to, (code >= 0xd800 && code < 0xe000) || code > 0x10ffff ? 0xfffd : code);
}

// After the opening quote.
static pp_str text(reader *r) {
  const char *close = r->at;
  while (close < r->end && *close != '"') close += *close == '\\' ? 2 : 1;
  // An escape takes no more bytes than it is written with.
  char *made = pp_allocate((size_t)(close - r->at) + 4), *to = made;
  while (r->at < r->end && *r->at != '"') {
    if (*r->at != '\\') {
      *to++ = *r->at++;
    } else if (++r->at < r->end) {
      to = escape(r, to);
    }
  }
  if (r->at < r->end) r->at++;
  return (pp_str){made, (size_t)(to - made)};
}

static pp_json list(reader *r) {
  pp_json made = {.kind = LIST};
  while (r->at < r->end && !take(r, ']')) {
    pp_json item = value(r);
    *pp_push(made.items, made.count) = item;
    if (!take(r, ',')) {
      take(r, ']');
      break;
    }
  }
  return made;
}

static pp_json object(reader *r) {
  pp_json made = {.kind = OBJECT};
  while (r->at < r->end && !take(r, '}')) {
    if (!take(r, '"')) break;
    pp_str key = text(r);
    if (!take(r, ':')) break;
    pp_json item = value(r);
    size_t count = made.count;
    *pp_push(made.keys, count) = key;
    *pp_push(made.items, made.count) = item;
    if (!take(r, ',')) {
      take(r, '}');
      break;
    }
  }
  return made;
}

static pp_json number(reader *r) {
  char digits[64];
  size_t len = 0;
  while (r->at < r->end && len < sizeof digits - 1 && *r->at && strchr("+-.0123456789eE", *r->at)) {
    digits[len++] = *r->at++;
  }
  digits[len] = 0;
  // What is none of this ends the reading.
  if (len == 0) r->at = r->end;
  return (pp_json){.kind = len ? NUMBER : NOTHING, .number = len ? strtod(digits, NULL) : 0};
}

static pp_json value(reader *r) {
  if (r->depth >= DEEPEST) {
    r->at = r->end;
    return (pp_json){.kind = NOTHING};
  }
  pp_json made = {.kind = NOTHING};
  r->depth++;
  blanks(r);
  if (take(r, '{')) {
    made = object(r);
  } else if (take(r, '[')) {
    made = list(r);
  } else if (take(r, '"')) {
    made = (pp_json){.kind = TEXT, .text = text(r)};
  } else if (word(r, "true") || word(r, "false")) {
    made = (pp_json){.kind = FLAG, .flag = r->at[-2] == 'u'};
  } else if (!word(r, "null")) {
    made = number(r);
  }
  r->depth--;
  return made;
}

const pp_json *pp_json_read(pp_str text) {
  reader r = {text.ptr, text.ptr + text.len, 0};
  pp_json *made = pp_new(pp_json, 1);
  *made = value(&r);
  return made;
}

const pp_json *pp_json_get(const pp_json *object, const char *key) {
  if (!object || object->kind != OBJECT) return NULL;
  for (size_t i = 0; i < object->count; i++) {
    if (pp_equal(object->keys[i], pp_text(key))) return &object->items[i];
  }
  return NULL;
}

size_t pp_json_count(const pp_json *list) { return list && list->kind == LIST ? list->count : 0; }

const pp_json *pp_json_at(const pp_json *list, size_t index) {
  return index < pp_json_count(list) ? &list->items[index] : NULL;
}

pp_str pp_json_text(const pp_json *value, const char *otherwise) {
  return value && value->kind == TEXT ? value->text : pp_text(otherwise);
}

double pp_json_number(const pp_json *value, double otherwise) {
  return value && value->kind == NUMBER ? value->number : otherwise;
}

bool pp_json_flag(const pp_json *value, bool otherwise) {
  return value && value->kind == FLAG ? value->flag : otherwise;
}
