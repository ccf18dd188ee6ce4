#include "content/base/huge_pages.h"

#include <malloc.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace content {
namespace {

constexpr std::size_t small_page = 4096;
constexpr int small_pad = 128 * 1024;  // the C library's own

std::size_t rounded(std::size_t bytes, std::size_t page) {
    return (bytes + page - 1) / page * page;
}

/// madvise for the whole pages inside.
void advise(std::uint8_t* memory, std::size_t bytes, std::size_t page, int advice) {
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    const std::size_t head = rounded(address, page) - address;
    if (memory == nullptr || bytes < head + page) return;
    madvise(memory + head, (bytes - head) / page * page, advice);
}

}  // namespace

void set_up_heap(std::size_t own_mapping, std::size_t start) {
    mallopt(M_MMAP_THRESHOLD, static_cast<int>(own_mapping));
    mallopt(M_TRIM_THRESHOLD, static_cast<int>(std::max(own_mapping, start + huge_page)));
    mallopt(M_ARENA_MAX, 1);
    // A larger block would be a mapping of its own; the heap grows by the rest of `start` with it.
    const std::size_t size = std::min(start, own_mapping - huge_page);
    mallopt(M_TOP_PAD, static_cast<int>(start - size) + small_pad);
    void* const block = std::malloc(size);
    auto* const end = static_cast<std::uint8_t*>(sbrk(0));
    const std::ptrdiff_t grown = end - static_cast<std::uint8_t*>(block);
    std::free(block);
    // What follows the block was written to, and a huge page cannot come where a small one is. Where the block is not
    // in that heap, as with another allocator, nothing is to be done.
    if (grown > 0 && static_cast<std::size_t>(grown) < 3 * start) {
        for (const int advice : {MADV_DONTNEED, MADV_HUGEPAGE})
            advise(end - grown, static_cast<std::size_t>(grown), huge_page, advice);
    }
    mallopt(M_TOP_PAD, small_pad);
}

void set_up_stacks() {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return;
    // The page that guards its end is a part of it: what is left cannot be a huge page.
    if (pthread_attr_setstacksize(&attributes, huge_page) == 0) pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
}

void populate(void* memory, std::size_t bytes) {
    advise(static_cast<std::uint8_t*>(memory), bytes, small_page, MADV_POPULATE_WRITE);
}

// By itself, not with aligned_alloc: what the C library takes from its heap is cut across huge pages. The last page is
// whole as well, or it would be made of 512 small ones.
void* map_huge_pages(std::size_t bytes) {
    const std::size_t used = rounded(bytes, huge_page);
    void* mapped = mmap(nullptr, used + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return nullptr;
    auto* begin = static_cast<std::uint8_t*>(mapped);
    const auto address = reinterpret_cast<std::uintptr_t>(mapped);
    const std::size_t head = rounded(address, huge_page) - address;
    if (head > 0) munmap(begin, head);
    munmap(begin + head + used, huge_page - head);
    madvise(begin + head, used, MADV_HUGEPAGE);
    return begin + head;
}

void unmap_huge_pages(void* memory, std::size_t bytes) {
    munmap(memory, rounded(bytes, huge_page));
}

}  // namespace content
