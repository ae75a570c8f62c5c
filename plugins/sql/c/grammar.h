/*
 * SQLite's parser, asked for what is wrong with a text.
 */
#ifndef PROOFPRESS_SQL_GRAMMAR_H
#define PROOFPRESS_SQL_GRAMMAR_H

#include <stddef.h>

#include "records.h"

/* Opens an empty database in memory to prepare statements in. */
void grammar_begin(void);

/*
 * Prepares the statements of a text, one after the other, up to the first that SQLite refuses: its
 * message (`m`) and its place in bytes as a decimal number (`p`, -1 where SQLite names none).
 * Statements that change the schema are executed, so that later ones find what they made.
 */
void grammar_check(const char *text, size_t length, struct records *to);

/* Whether a text ends after a whole statement. */
int grammar_is_complete(const char *text);

void grammar_end(void);

#endif
