/* Signals for C libraries that install handlers. Nothing can send one in a sandbox, so a handler
   is never called; `raise` of what would end a process ends it. */

typedef void handler(int);

handler *signal(int number, handler *to) {
    (void)number;
    (void)to;
    return 0;
}

int raise(int number) {
    (void)number;
    __builtin_trap();
}
