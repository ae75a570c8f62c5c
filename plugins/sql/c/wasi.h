/*
 * Put before every file of libpg_query when it is compiled for WASI.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <unistd.h>

/* WASI's values are casts, which the preprocessor cannot compare. */
#undef O_DSYNC
#undef O_SYNC

/* An error of sockets that WASI does not know; any number that is none of its own. */
#ifndef EHOSTDOWN
#define EHOSTDOWN 200
#endif

/* There are no signals whose mask a jump could bring back. */
#undef sigsetjmp
#undef siglongjmp
#define sigsetjmp(buffer, mask) setjmp(buffer)
#define siglongjmp longjmp

/* There is one process. */
#define getpid() 1
