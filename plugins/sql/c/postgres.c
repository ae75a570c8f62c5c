/*
 * PostgreSQL's parser, asked for what is wrong with a text and for its tree.
 *
 * libpg_query keeps little of an error. Its two files that catch errors are compiled as part of
 * this one, so that all of it can be noted where they take it.
 */
#include "postgres.h"

#include "utils/elog.h"

#include "postgres_parse.h"

static struct records *answer;

static void note(char tag, const char *text)
{
    if (text != NULL)
        records_add(answer, tag, text, strlen(text));
}

static void note_number(char tag, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    note(tag, text);
}

/* The five letters of an SQLSTATE, of six bits each. */
static void note_sqlstate(int code)
{
    char letters[6] = {0};
    for (int i = 0; i < 5; i++, code >>= 6)
        letters[i] = (char)(PGUNSIXBIT(code));
    note('c', letters);
}

static ErrorData *noted_error(void)
{
    ErrorData *error = CopyErrorData();
    if (answer == NULL)
        return error;
    note('m', error->message);
    note('h', error->hint);
    note_sqlstate(error->sqlerrcode);
    note_number('p', error->cursorpos);
    note_number('i', error->internalpos);
    return error;
}

#define CopyErrorData noted_error

/* With it libpg_query does not redirect the standard error of the process. */
#define DEBUG

#include "src/pg_query_parse.c"
#include "src/pg_query_parse_plpgsql.c"

void postgres_parse(const char *text, int wants_tree, struct records *to)
{
    answer = to;
    records_clear(to);
    MemoryContext context = pg_query_enter_memory_context();
    PgQueryInternalParsetreeAndError parsed =
        pg_query_raw_parse(text, PG_QUERY_PARSE_DEFAULT);
    if (parsed.error == NULL && wants_tree) {
        PG_TRY();
        {
            note('t', pg_query_nodes_to_json(parsed.tree));
        }
        PG_CATCH();
        {
            /* It is nested too deep to be written. It parsed, and that is what was asked. */
            MemoryContextSwitchTo(context);
            FlushErrorState();
        }
        PG_END_TRY();
    }
    if (parsed.error != NULL)
        pg_query_free_error(parsed.error);
    free(parsed.stderr_buffer);
    pg_query_exit_memory_context(context);
    answer = NULL;
}

void postgres_parse_plpgsql(const char *text, struct records *to)
{
    answer = to;
    records_clear(to);
    PgQueryPlpgsqlParseResult parsed = pg_query_parse_plpgsql(text);
    pg_query_free_plpgsql_parse_result(parsed);
    answer = NULL;
}
