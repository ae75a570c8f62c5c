/*
 * A growing list of tagged byte strings: how the C side hands its results to Rust. Each record is
 * one tag byte, its length as four bytes, least significant first, and the bytes.
 */
#ifndef PROOFPRESS_SQL_RECORDS_H
#define PROOFPRESS_SQL_RECORDS_H

#include <stddef.h>

struct records {
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

/* Adds a record. Without memory for it the process ends: nothing sensible could be reported. */
void records_add(struct records *list, char tag, const void *bytes, size_t length);

/* Empties the list; its memory stays. */
void records_clear(struct records *list);

#endif
