/*
 * See grammar.h.
 */
#include "grammar.h"

#include <stdio.h>
#include <string.h>

#include "sqlite3.h"
#include "vfs.h"

/* A statement that changes the schema may select without end. */
#define STEPS 1000000

static sqlite3 *scratch;

static int give_up(void *unused)
{
    (void)unused;
    return 1;
}

void grammar_begin(void)
{
    vfs_reset(0, 0);
    if (sqlite3_open(":memory:", &scratch) == SQLITE_OK)
        sqlite3_progress_handler(scratch, STEPS, give_up, NULL);
}

static int changes_schema(const char *text)
{
    while (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
        text++;
    return sqlite3_strnicmp(text, "create", 6) == 0 || sqlite3_strnicmp(text, "alter", 5) == 0
        || sqlite3_strnicmp(text, "drop", 4) == 0;
}

void grammar_check(const char *text, size_t length, struct records *to)
{
    const char *at = text;
    const char *end = text + length;
    records_clear(to);
    while (at < end) {
        sqlite3_stmt *statement = NULL;
        const char *tail = end;
        int code = sqlite3_prepare_v2(scratch, at, (int)(end - at), &statement, &tail);
        if (code != SQLITE_OK) {
            char place[16];
            int offset = sqlite3_error_offset(scratch);
            snprintf(place, sizeof place, "%d", offset < 0 ? -1 : (int)(at - text) + offset);
            const char *message = sqlite3_errmsg(scratch);
            records_add(to, 'm', message, strlen(message));
            records_add(to, 'p', place, strlen(place));
            return;
        }
        if (statement != NULL && changes_schema(sqlite3_sql(statement)))
            while (sqlite3_step(statement) == SQLITE_ROW)
                ;
        sqlite3_finalize(statement);
        if (tail <= at)
            return;
        at = tail;
    }
}

int grammar_is_complete(const char *text)
{
    return sqlite3_complete(text);
}

void grammar_end(void)
{
    sqlite3_close(scratch);
    scratch = NULL;
    sqlite3_shutdown();
}
