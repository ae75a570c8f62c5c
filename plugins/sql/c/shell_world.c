/*
 * The world of SQLite's shell: see shell_run.h for what goes in and out, and shell_world.h for what of
 * the C library is replaced. This file alone knows both sides.
 */
#include "shell_world.h"

#undef fgets
#undef fputs
#undef fputc
#undef fwrite
#undef fprintf
#undef vfprintf
#undef printf
#undef fopen
#undef fclose
#undef stat
#undef isatty
#undef exit
#undef sqlite3_step
#undef sqlite3_config

#include "linenoise.h"
#include "shell_run.h"
#include "shell_main.h"
#include "vfs.h"

/* What SQLite may allocate, well under what a component has: it reports that there is no more. */
#define HEAP_LIMIT (128 << 20)

/* Larger results are shown, and not handed on as a table. */
#define TABLE_LIMIT (256 << 10)

struct step {
    char *text;
    size_t length;
    int is_kept;
};

struct file {
    char *path;
    char *bytes;
    size_t length;
    /* What it is written through; open until the run ends. */
    FILE *writer;
    int is_written;
    struct file *next;
};

static struct {
    struct step *steps;
    size_t step_count;
    size_t step; /* being read */
    size_t at;   /* in its text */
    int is_begun;
    int is_kept;
    int is_interactive;
    size_t limit;
    size_t written;
    struct file *files;
    struct records output, table, changed;
    void *shell; /* the shell's own state */
    jmp_buf ending;
    int status;
} run;

void shell_begin(int64_t now_milliseconds, uint64_t seed, int interactive, size_t output_limit)
{
    for (size_t i = 0; i < run.step_count; i++)
        free(run.steps[i].text);
    run.step_count = run.step = run.at = 0;
    while (run.files != NULL) {
        struct file *next = run.files->next;
        if (run.files->writer != NULL)
            fclose(run.files->writer);
        free(run.files->path);
        free(run.files->bytes);
        free(run.files);
        run.files = next;
    }
    records_clear(&run.output);
    records_clear(&run.table);
    records_clear(&run.changed);
    run.is_begun = run.is_kept = 0;
    run.is_interactive = interactive;
    run.limit = output_limit;
    run.written = 0;
    run.shell = NULL;
    vfs_reset(now_milliseconds, seed);
}

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

static char *copied(const void *bytes, size_t length)
{
    char *copy = must(malloc(length + 1));
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

static struct file *file_at(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    for (struct file *file = run.files; file != NULL; file = file->next)
        if (strcmp(file->path, path) == 0)
            return file;
    return NULL;
}

static struct file *new_file(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    struct file *file = must(calloc(1, sizeof *file));
    file->path = copied(path, strlen(path));
    file->next = run.files;
    run.files = file;
    return file;
}

void shell_add_file(const char *path, const void *bytes, size_t length)
{
    struct file *file = new_file(path);
    file->bytes = copied(bytes, length);
    file->length = length;
}

void shell_add_step(const char *text, size_t length, int is_kept)
{
    run.steps = must(realloc(run.steps, (run.step_count + 1) * sizeof *run.steps));
    run.steps[run.step_count++] = (struct step){copied(text, length), length, is_kept};
}

enum shell_ending shell_run(int argc, char **argv, int *status)
{
    run.status = 0;
    int jumped = setjmp(run.ending);
    if (jumped == 0) {
        shell_main_reset();
        run.status = shell_main(argc, argv);
    }
    sqlite3_shutdown();
    /* What it is told of goes with the shell's state. */
    sqlite3_config(SQLITE_CONFIG_LOG, NULL, NULL);
    for (struct file *file = run.files; file != NULL; file = file->next) {
        if (file->writer != NULL)
            fflush(file->writer);
        if (file->is_written) {
            records_add(&run.changed, 'p', file->path, strlen(file->path));
            records_add(&run.changed, 'f', file->bytes, file->length);
        }
    }
    *status = run.status;
    return jumped == 2 ? SHELL_FLOODED : SHELL_ENDED;
}

const struct records *shell_output(void)
{
    return &run.output;
}

const struct records *shell_table(void)
{
    return &run.table;
}

const struct records *shell_files(void)
{
    return &run.changed;
}

/* ---- what the shell reads ---- */

/* Goes on to the next step where one begins; none is left: 0. */
static int on_a_step(void)
{
    for (;;) {
        if (run.step >= run.step_count)
            return 0;
        struct step *step = &run.steps[run.step];
        if (!run.is_begun) {
            run.is_begun = 1;
            run.at = 0;
            run.is_kept = step->is_kept;
            if (step->is_kept) {
                records_add(&run.output, 's', NULL, 0);
                if (!run.is_interactive && run.shell != NULL)
                    shell_main_first_line(run.shell);
            }
        }
        if (run.at < step->length)
            return 1;
        run.is_begun = 0;
        run.step++;
    }
}

char *world_fgets(char *line, int size, FILE *from)
{
    if (from != stdin)
        return fgets(line, size, from);
    if (size < 2 || !on_a_step())
        return NULL;
    struct step *step = &run.steps[run.step];
    int length = 0;
    while (length < size - 1 && run.at < step->length) {
        char byte = step->text[run.at++];
        line[length++] = byte;
        if (byte == '\n')
            break;
    }
    line[length] = '\0';
    return line;
}

char *linenoise(const char *prompt)
{
    (void)prompt;
    if (!on_a_step()) {
        /* No line end in the place of the prompt that is not answered. */
        shell_main_no_terminal();
        return NULL;
    }
    struct step *step = &run.steps[run.step];
    const char *start = step->text + run.at;
    const char *end = memchr(start, '\n', step->length - run.at);
    size_t length = end == NULL ? step->length - run.at : (size_t)(end - start);
    run.at += length + (end != NULL);
    return copied(start, length);
}

int world_is_terminal(int descriptor)
{
    return descriptor == 0 && run.is_interactive;
}

void world_configured(int option, ...)
{
    if (option != SQLITE_CONFIG_LOG)
        return;
    va_list arguments;
    va_start(arguments, option);
    (void)va_arg(arguments, void (*)(void *, int, const char *));
    run.shell = va_arg(arguments, void *);
    va_end(arguments);
}

/* In the place of the shell's own call of `sqlite3_initialize`, after all is configured. */
void world_initialize(void)
{
    sqlite3_initialize();
    sqlite3_hard_heap_limit64(HEAP_LIMIT);
}

/* ---- what the shell writes ---- */

static size_t record(FILE *to, const void *bytes, size_t length)
{
    /* Before the first step there is the greeting of the prompt; mistakes in arguments are told. */
    int is_wanted = run.is_kept || (!run.is_begun && run.step == 0 && to == stderr);
    if (!is_wanted || length == 0)
        return length;
    size_t room = run.limit - run.written;
    size_t kept = length < room ? length : room;
    records_add(&run.output, to == stdout ? 'o' : 'e', bytes, kept);
    run.written += kept;
    if (run.written >= run.limit)
        longjmp(run.ending, 2);
    return length;
}

static int is_ours(FILE *to)
{
    return to == stdout || to == stderr;
}

int world_fputs(const char *text, FILE *to)
{
    if (!is_ours(to))
        return fputs(text, to);
    record(to, text, strlen(text));
    return 0;
}

int world_fputc(int byte, FILE *to)
{
    if (!is_ours(to))
        return fputc(byte, to);
    char written = (char)byte;
    record(to, &written, 1);
    return byte;
}

size_t world_fwrite(const void *bytes, size_t size, size_t count, FILE *to)
{
    if (!is_ours(to))
        return fwrite(bytes, size, count, to);
    record(to, bytes, size * count);
    return count;
}

int world_vfprintf(FILE *to, const char *format, va_list arguments)
{
    if (!is_ours(to))
        return vfprintf(to, format, arguments);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0) {
        char *text = must(malloc((size_t)length + 1));
        vsnprintf(text, (size_t)length + 1, format, again);
        record(to, text, (size_t)length);
        free(text);
    }
    va_end(again);
    return length;
}

int world_fprintf(FILE *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = world_vfprintf(to, format, arguments);
    va_end(arguments);
    return length;
}

int world_printf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = world_vfprintf(stdout, format, arguments);
    va_end(arguments);
    return length;
}

void world_exit(int status)
{
    run.status = status;
    longjmp(run.ending, 1);
}

/* ---- files ---- */

FILE *world_fopen(const char *path, const char *mode)
{
    struct file *file = file_at(path);
    if (mode[0] == 'r') {
        if (file == NULL)
            return NULL;
        if (file->writer != NULL)
            fflush(file->writer);
        /* Some libraries refuse a file without bytes. */
        return file->length > 0 ? fmemopen(file->bytes, file->length, "r")
                                : fmemopen("\n", 1, "r");
    }
    if (path[0] == '/' || strstr(path, "..") != NULL)
        return NULL;
    if (file == NULL)
        file = new_file(path);
    if (file->writer != NULL)
        fclose(file->writer);
    char *before = mode[0] == 'a' ? file->bytes : NULL;
    size_t length = before == NULL ? 0 : file->length;
    /* The old buffer stays: somebody may still read there. */
    file->bytes = NULL;
    file->length = 0;
    file->writer = open_memstream(&file->bytes, &file->length);
    file->is_written = 1;
    if (file->writer != NULL && length > 0)
        fwrite(before, 1, length, file->writer);
    return file->writer;
}

int world_fclose(FILE *closed)
{
    if (is_ours(closed))
        return 0;
    for (struct file *file = run.files; file != NULL; file = file->next)
        if (file->writer == closed)
            file->writer = NULL;
    return fclose(closed);
}

int world_exists(const char *path)
{
    return file_at(path) == NULL ? -1 : 0;
}

int world_stat(const char *path, struct stat *to)
{
    struct file *file = file_at(path);
    memset(to, 0, sizeof *to);
    if (file == NULL)
        return -1;
    to->st_mode = S_IFREG | 0644;
    to->st_size = (off_t)file->length;
    return 0;
}

/* ---- results ---- */

static void record_row(sqlite3_stmt *statement)
{
    if (run.table.length > TABLE_LIMIT)
        return;
    int columns = sqlite3_column_count(statement);
    for (int i = 0; i < columns; i++) {
        /* A blob must not be asked for its text: it would become one. */
        int type = sqlite3_column_type(statement, i);
        const void *bytes = NULL;
        if (type == SQLITE_BLOB)
            bytes = sqlite3_column_blob(statement, i);
        else if (type != SQLITE_NULL)
            bytes = sqlite3_column_text(statement, i);
        char tag = type == SQLITE_NULL ? 'n' : type == SQLITE_BLOB ? 'b' : 't';
        size_t length = bytes == NULL ? 0 : (size_t)sqlite3_column_bytes(statement, i);
        records_add(&run.table, tag, bytes, length);
    }
    records_add(&run.table, 'r', NULL, 0);
    if (run.table.length > TABLE_LIMIT)
        records_add(&run.table, 'x', NULL, 0);
}

int world_step(sqlite3_stmt *statement, const char *caller)
{
    int is_result = run.is_kept && statement != NULL && sqlite3_column_count(statement) > 0
        && !sqlite3_stmt_isexplain(statement)
        && strncmp(caller, "exec_prepared_stmt", 18) == 0;
    if (is_result && !sqlite3_stmt_busy(statement)) {
        const char *text = sqlite3_sql(statement);
        records_clear(&run.table);
        records_add(&run.table, 'q', text, strlen(text));
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *name = sqlite3_column_name(statement, i);
            records_add(&run.table, 'c', name, name == NULL ? 0 : strlen(name));
        }
    }
    int code = sqlite3_step(statement);
    if (is_result && code == SQLITE_ROW)
        record_row(statement);
    return code;
}
