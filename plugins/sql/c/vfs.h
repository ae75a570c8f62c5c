/*
 * The clock and the random numbers of SQLite.
 */
#ifndef PROOFPRESS_SQL_VFS_H
#define PROOFPRESS_SQL_VFS_H

#include <stdint.h>

/* Starts clock (milliseconds since the epoch of Unix) and random numbers anew. */
void vfs_reset(int64_t milliseconds, uint64_t seed);

#endif
