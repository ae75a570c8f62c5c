/*
 * What SQLite's shell finds in the place of the C library's doors to the outside. `shell.c` is
 * compiled after this file, so its calls come here: what it prints is recorded, the files it opens
 * are those of the example, its exit ends the run, and everything else is not there.
 */
#ifndef PROOFPRESS_SQL_SHELL_WORLD_H
#define PROOFPRESS_SQL_SHELL_WORLD_H

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "sqlite3.h"

char *world_fgets(char *line, int size, FILE *from);
int world_fputs(const char *text, FILE *to);
int world_fputc(int byte, FILE *to);
size_t world_fwrite(const void *bytes, size_t size, size_t count, FILE *to);
int world_fprintf(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
int world_vfprintf(FILE *to, const char *format, va_list arguments);
int world_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
FILE *world_fopen(const char *path, const char *mode);
int world_fclose(FILE *file);
int world_stat(const char *path, struct stat *to);
int world_exists(const char *path);
int world_is_terminal(int descriptor);
_Noreturn void world_exit(int status);
int world_step(sqlite3_stmt *statement, const char *caller);
void world_configured(int option, ...);
void world_initialize(void);

#define fgets world_fgets
#define fputs world_fputs
#define fputc world_fputc
#undef putc
#define putc world_fputc
#define fwrite world_fwrite
#define fprintf world_fprintf
#define vfprintf world_vfprintf
#define printf world_printf
#define puts(text) world_printf("%s\n", (text))
#define putchar(byte) world_fputc((byte), stdout)
#define perror(text) world_fprintf(stderr, "%s\n", (text))
#define fopen world_fopen
#define fclose world_fclose
#define stat(path, to) world_stat((path), (to))
#define lstat(path, to) world_stat((path), (to))
#define access(path, mode) world_exists(path)
#define isatty world_is_terminal
#define exit world_exit
#define atexit(function) ((void)(function))
#define setvbuf(file, buffer, mode, size) ((void)0)
#define signal(number, handler) ((void)(handler))
#define getenv(name) (strcmp((name), "HOME") == 0 ? (char *)"/" : (char *)NULL)
#define getrusage(who, to) ((void)memset((to), 0, sizeof(*(to))))
#define unlink(path) (-1)
#define mkdir(path, mode) (-1)
#define chmod(path, mode) (-1)
#define symlink(to, path) (-1)
#define utimes(path, times) (-1)
#define readlink(path, to, size) (-1)
#define chdir(path) (-1)
#define opendir(path) ((DIR *)NULL)
#define getpid() 1
#define sqlite3_step(statement) world_step((statement), __func__)
#define sqlite3_config(...) (world_configured(__VA_ARGS__), sqlite3_config(__VA_ARGS__))

#endif
