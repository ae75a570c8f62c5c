/*
 * SQLite's shell, compiled with another world around it.
 */
#include "shell_world.h"

#define main shell_main
#include "shell.c"
#undef main

#include "shell_main.h"

void shell_main_reset(void)
{
    bail_on_error = 0;
    stdin_is_interactive = 1;
    stdout_is_console = 1;
    globalDb = 0;
    seenInterrupt = 0;
    memset(&dynPrompt, 0, sizeof dynPrompt);
}

void shell_main_no_terminal(void)
{
    stdin_is_interactive = 0;
}

void shell_main_first_line(void *shell)
{
    ((ShellState *)shell)->lineno = 0;
}
