/*
 * See records.h.
 */
#include "records.h"

#include <stdlib.h>
#include <string.h>

void records_add(struct records *list, char tag, const void *bytes, size_t length)
{
    size_t needed = list->length + 5 + length;
    if (needed > list->capacity) {
        size_t capacity = needed * 2;
        unsigned char *grown = realloc(list->bytes, capacity);
        if (grown == NULL)
            abort();
        list->bytes = grown;
        list->capacity = capacity;
    }
    unsigned char *to = list->bytes + list->length;
    to[0] = (unsigned char)tag;
    for (int i = 0; i < 4; i++)
        to[1 + i] = (unsigned char)(length >> (8 * i));
    if (length > 0)
        memcpy(to + 5, bytes, length);
    list->length = needed;
}

void records_clear(struct records *list)
{
    list->length = 0;
}
