// The arena: everything an instance asks for, one piece after the other, until it is gone. The
// functions of the C library are here too, since the bindings free what they handed over.

#include "proofpress.h"

#include <stdlib.h>
#include <string.h>

// Behind the data, by the linker.
extern char __heap_base;

static const size_t PAGE = 65536;
static const size_t ALIGNMENT = 16;

static uintptr_t next;
static uintptr_t limit;

// In front of each piece: its size, which `realloc` is not told.
typedef struct {
  _Alignas(16) size_t size;
} header;

static uintptr_t aligned(uintptr_t at) { return (at + ALIGNMENT - 1) & ~(ALIGNMENT - 1); }

void *malloc(size_t size) {
  if (next == 0) {
    next = aligned((uintptr_t)&__heap_base);
    limit = __builtin_wasm_memory_size(0) * PAGE;
  }
  if (size > SIZE_MAX - 2 * PAGE - next) abort();
  uintptr_t end = aligned(next + sizeof(header) + size);
  if (end > limit) {
    size_t pages = (end - limit + PAGE - 1) / PAGE;
    // Nobody here could go on without memory, and the host names a limit that was hit.
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) abort();
    limit += pages * PAGE;
  }
  header *piece = (header *)next;
  piece->size = size;
  next = end;
  return piece + 1;
}

void free(void *piece) { (void)piece; }

void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) abort();
  return memset(malloc(bytes), 0, bytes);
}

void *realloc(void *old, size_t size) {
  if (!old) return malloc(size);
  header *piece = (header *)old - 1;
  if (size <= piece->size) return old;
  void *larger = malloc(size);
  return memcpy(larger, old, piece->size);
}

// With an alignment that every piece has.
void *aligned_alloc(size_t alignment, size_t size) {
  if (alignment > ALIGNMENT) abort();
  return malloc(size);
}

void *pp_allocate(size_t bytes) { return calloc(1, bytes); }

void *pp_grown(void *items, size_t count, size_t size) {
  // Room is for a power of two; a new piece is due when the count has become one.
  if ((count & (count - 1)) != 0) return items;
  void *larger = pp_allocate((count == 0 ? 1 : 2 * count) * size);
  return count == 0 ? larger : memcpy(larger, items, count * size);
}
