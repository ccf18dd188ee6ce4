/// Freed memory of this program is overwritten: what a visitor typed must not be left in the heap after the visit, and
/// copies of it pass through libraries (text layout, searching, characters) that only free them. Replaces the C
/// library's functions for the whole process, which glibc allows ("Replacing malloc" in its manual); left out under
/// sanitizers, which do the same for themselves.
#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "kiosk/app/zeroing_free.h"

#if defined(__SANITIZE_ADDRESS__)
#define ROTUNDA_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ROTUNDA_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(ROTUNDA_SANITIZED)

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): glibc's names for what is replaced
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void __libc_free(void* block);
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

namespace {

using kiosk::own_mapping;

void overwrite(void* block, std::size_t from, std::size_t to) {
    if (to > from) explicit_bzero(static_cast<char*>(block) + from, to - from);
}

}  // namespace

extern "C" void free(void* block) noexcept {
    if (block == nullptr) return;
    const std::size_t size = malloc_usable_size(block);
    if (size < own_mapping) overwrite(block, 0, size);
    __libc_free(block);
}

extern "C" void* realloc(void* block, std::size_t size) noexcept {
    if (block == nullptr) return __libc_malloc(size);
    const std::size_t old_size = malloc_usable_size(block);
    if (size == 0 || old_size >= own_mapping) return __libc_realloc(block, size);
    if (size <= old_size && size >= old_size / 2) {
        overwrite(block, size, old_size);
        return block;
    }
    void* moved = __libc_malloc(size);
    if (moved == nullptr) return nullptr;
    std::memcpy(moved, block, std::min(size, old_size));
    free(block);
    return moved;
}

#endif
