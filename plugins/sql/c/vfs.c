/*
 * The operating system as SQLite finds it here: no files, a clock that stands still until
 * something sleeps, and random numbers from a seed. SQLite is compiled with SQLITE_OS_OTHER, so
 * there is no other.
 */
#include <stdint.h>
#include <string.h>

#include "sqlite3.h"
#include "vfs.h"

static struct {
    int64_t milliseconds; /* since the epoch of Unix */
    uint64_t random;
} world;

void vfs_reset(int64_t milliseconds, uint64_t seed)
{
    world.milliseconds = milliseconds;
    world.random = seed;
    /*
     * SQLite's own generator is seeded once from ours; this makes it ask again. It also starts
     * SQLite, and the shell wants to configure it before that.
     */
    sqlite3_randomness(0, NULL);
    sqlite3_shutdown();
}

static int no_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs, (void)name, (void)flags, (void)out;
    file->pMethods = NULL;
    return SQLITE_CANTOPEN;
}

static int no_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs, (void)name, (void)sync;
    return SQLITE_IOERR_DELETE_NOENT;
}

static int no_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    (void)vfs, (void)name, (void)flags;
    *out = 0;
    return SQLITE_OK;
}

static int full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

/* SplitMix64. */
static uint64_t next_random(void)
{
    uint64_t z = (world.random += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static int randomness(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs;
    for (int i = 0; i < size; i++)
        out[i] = (char)(next_random() >> 24);
    return size;
}

static int sleep_micro(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    world.milliseconds += microseconds / 1000;
    return microseconds;
}

/* Milliseconds since noon of 24 November 4714 BC, as SQLite counts. */
static int current_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    (void)vfs;
    *out = world.milliseconds + 210866760000000;
    return SQLITE_OK;
}

static int current_time(sqlite3_vfs *vfs, double *out)
{
    sqlite3_int64 milliseconds;
    current_time_int64(vfs, &milliseconds);
    *out = (double)milliseconds / 86400000.0;
    return SQLITE_OK;
}

static int last_error(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs;
    if (size > 0)
        out[0] = '\0';
    return 0;
}

int sqlite3_os_init(void)
{
    static sqlite3_vfs vfs = {
        .iVersion = 2,
        .szOsFile = sizeof(sqlite3_file),
        .mxPathname = 1024,
        .zName = "none",
        .xOpen = no_open,
        .xDelete = no_delete,
        .xAccess = no_access,
        .xFullPathname = full_pathname,
        .xRandomness = randomness,
        .xSleep = sleep_micro,
        .xCurrentTime = current_time,
        .xGetLastError = last_error,
        .xCurrentTimeInt64 = current_time_int64,
    };
    return sqlite3_vfs_register(&vfs, 1);
}

int sqlite3_os_end(void)
{
    return SQLITE_OK;
}
