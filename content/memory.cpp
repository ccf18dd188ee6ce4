#include "content/memory.h"

#include <malloc.h>
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
void advise(std::uintptr_t begin, std::uintptr_t end, std::size_t page, int advice) {
    begin = rounded(begin, page);
    end = end / page * page;
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, advice);
}

}  // namespace

void set_up_heap(std::size_t own_mapping, std::size_t start) {
    mallopt(M_MMAP_THRESHOLD, static_cast<int>(own_mapping));
    mallopt(M_TRIM_THRESHOLD, static_cast<int>(start + own_mapping));
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, static_cast<int>(start));
    void* const block = std::malloc(std::min(start, own_mapping - huge_page));
    const auto begin = reinterpret_cast<std::uintptr_t>(block);
    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    std::free(block);
    // What follows the block was written to, and a huge page cannot come where a small one is.
    if (block != nullptr && end > begin && end - begin < 3 * start) {
        advise(begin, end, huge_page, MADV_DONTNEED);
        advise(begin, end, huge_page, MADV_HUGEPAGE);
    }
    mallopt(M_TOP_PAD, small_pad);
}

void populate(void* memory, std::size_t bytes) {
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    advise(begin, begin + bytes, small_page, MADV_POPULATE_WRITE);
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
