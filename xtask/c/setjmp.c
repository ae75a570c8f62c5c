/* What LLVM turns `setjmp` and `longjmp` into on WebAssembly: a buffer knows which call of which
   function set it, and `longjmp` throws an exception that every function with a `setjmp` catches
   and looks at. The three functions and the fields up to `thrown` are LLVM's, described in
   lib/Target/WebAssembly/WebAssemblyLowerEmscriptenEHSjLj.cpp. Rust's libc for WASI has none. */

#include <stdint.h>

struct thrown {
    void *buffer;
    int value;
};

struct buffer {
    void *invocation;
    uint32_t label;
    struct thrown thrown;
};

void __wasm_setjmp(void *place, uint32_t label, void *invocation) {
    struct buffer *buffer = place;
    buffer->invocation = invocation;
    buffer->label = label;
}

/* The label of the `setjmp` that was reached in this invocation, or 0: not ours, throw on. */
uint32_t __wasm_setjmp_test(void *place, void *invocation) {
    const struct buffer *buffer = place;
    return buffer->invocation == invocation ? buffer->label : 0;
}

_Noreturn void __wasm_longjmp(void *place, int value) {
    struct buffer *buffer = place;
    buffer->thrown.buffer = buffer;
    /* The standard: a `longjmp` with 0 returns 1. */
    buffer->thrown.value = value == 0 ? 1 : value;
    __builtin_wasm_throw(1, &buffer->thrown);
}
