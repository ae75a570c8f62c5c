/*
 * What SQLite's shell takes for a line editor. The lines come from the steps of the example; there
 * is no prompt, no history and no completion.
 */
#ifndef PROOFPRESS_SQL_LINENOISE_H
#define PROOFPRESS_SQL_LINENOISE_H

#include <stddef.h>

typedef struct linenoiseCompletions {
    size_t len;
    char **cvec;
} linenoiseCompletions;

typedef void(linenoiseCompletionCallback)(const char *, linenoiseCompletions *, void *);

/* The next line, to be freed by the caller; none after the last. */
char *linenoise(const char *prompt);

static inline int linenoiseHistoryAdd(const char *line)
{
    return line == NULL;
}

static inline int linenoiseHistoryLoad(const char *path)
{
    return path == NULL;
}

static inline int linenoiseHistorySave(const char *path)
{
    return path == NULL;
}

static inline int linenoiseHistorySetMaxLen(int length)
{
    return length;
}

static inline void linenoiseAddCompletion(linenoiseCompletions *to, const char *line)
{
    (void)to, (void)line;
}

static inline void linenoiseSetCompletionCallback(linenoiseCompletionCallback *callback, void *data)
{
    (void)callback, (void)data;
}

#endif
