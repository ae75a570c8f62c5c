/*
 * SQLite's shell, run on the text of an example.
 *
 * One run at a time: `shell.c` keeps its state in globals. A run is begun by `shell_begin`, told
 * its files and its steps, and done by `shell_run`.
 */
#ifndef PROOFPRESS_SQL_SHELL_RUN_H
#define PROOFPRESS_SQL_SHELL_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "records.h"

/* How a run ended. */
enum shell_ending {
    SHELL_ENDED = 0,
    /* It wrote more than the limit. */
    SHELL_FLOODED = 1,
};

/* Forgets the last run. `interactive`: the steps are typed at a prompt. */
void shell_begin(int64_t now_milliseconds, uint64_t seed, int interactive, size_t output_limit);

/* Adds a file of the example, or a step: a text to be run, whose output is kept or dropped. */
void shell_add_file(const char *path, const void *bytes, size_t length);
void shell_add_step(const char *text, size_t length, int is_kept);

/* Runs it with the arguments of the program `sqlite3`. */
enum shell_ending shell_run(int argc, char **argv, int *status);

/* Standard output (`o`), standard error (`e`) and the beginnings of the kept steps (`s`). */
const struct records *shell_output(void);

/*
 * The last result set of a kept step: its statement (`q`), the names of its columns (`c`), and its
 * values (`n` for NULL, `t` for text and numbers, `b` for a blob), each row ended by `r`. An `x` is
 * added where it was too large to keep.
 */
const struct records *shell_table(void);

/* The files that were written: path (`p`) and contents (`f`) by turns. */
const struct records *shell_files(void);

#endif
