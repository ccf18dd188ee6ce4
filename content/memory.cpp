#include "content/memory.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>

namespace content {
namespace {

constexpr std::size_t small_page = 4096;

std::size_t rounded(std::size_t bytes, std::size_t page) {
    return (bytes + page - 1) / page * page;
}

/// madvise for the whole pages inside.
void advise(void* memory, std::size_t bytes, std::size_t page, int advice) {
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    const std::size_t head = rounded(address, page) - address;
    if (memory == nullptr || bytes < head + page) return;
    madvise(static_cast<std::uint8_t*>(memory) + head, (bytes - head) / page * page, advice);
}

}  // namespace

void set_up_heap(std::size_t own_mapping, std::size_t start) {
    mallopt(M_MMAP_THRESHOLD, static_cast<int>(own_mapping));
    mallopt(M_TRIM_THRESHOLD, static_cast<int>(own_mapping));
    mallopt(M_ARENA_MAX, 1);
    void* block = std::malloc(start);
    advise(block, start, huge_page, MADV_HUGEPAGE);
    std::free(block);
}

void populate(void* memory, std::size_t bytes) {
    advise(memory, bytes, small_page, MADV_POPULATE_WRITE);
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
