/*
 * The little that `shell_world.c` needs of the inside of SQLite's shell.
 */
#ifndef PROOFPRESS_SQL_SHELL_MAIN_H
#define PROOFPRESS_SQL_SHELL_MAIN_H

/* The shell's `main`. */
int shell_main(int argc, char **argv);

/* Its globals as they are in a fresh process. */
void shell_main_reset(void);

/* From now on nobody sits at a terminal. */
void shell_main_no_terminal(void);

/* The next line it reads is line 1. The argument is its state. */
void shell_main_first_line(void *shell);

#endif
