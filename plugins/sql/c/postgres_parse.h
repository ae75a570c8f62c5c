/*
 * PostgreSQL's parser, for Rust.
 */
#ifndef PROOFPRESS_SQL_POSTGRES_PARSE_H
#define PROOFPRESS_SQL_POSTGRES_PARSE_H

#include "records.h"

/*
 * Parses statements. The records: the tree as JSON (`t`), or of the error its message (`m`), hint
 * (`h`), SQLSTATE (`c`), and position in characters from 1 in the text (`p`, 0: none) and in a
 * text within it (`i`).
 */
void postgres_parse(const char *text, int wants_tree, struct records *to);

/* The same for the bodies of functions in PL/pgSQL that the statements define, without a tree. */
void postgres_parse_plpgsql(const char *text, struct records *to);

#endif
