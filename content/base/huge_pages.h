#pragma once

#include <cstddef>
#include <new>

/// Where large memory comes from. Page faults are expensive, above all on a virtual machine, so the memory of a picture
/// is taken in pages of 2 MB or asked for in one piece. All of it is advice: a kernel that cannot follow it gives pages
/// of 4 kB.
namespace content {

inline constexpr std::size_t huge_page = 2UL * 1024 * 1024;

/// Sets up the C library's heap, before any thread starts. Left alone, the C library keeps large blocks, as holes of
/// many megabytes, once the first of them has been freed. With a fixed limit, blocks of `own_mapping` bytes or
/// more (at most 32 MB) are mappings of their own, which go back to the kernel when they are freed; smaller ones stay
/// until that much is free at the heap's end. The heap's first `start` bytes come in huge pages.
void set_up_heap(std::size_t own_mapping, std::size_t start);

/// Threads that start from here on have stacks of less than a huge page. Left alone, the kernel makes a huge page of
/// the few kilobytes that a thread has used.
void set_up_stacks();

/// Takes the pages of `bytes` at `memory` from the kernel in one call, not one by one.
void populate(void* memory, std::size_t bytes);

/// Fresh memory, all zero, in huge pages; null when there is none. unmap_huge_pages takes the same `bytes`.
[[nodiscard]] void* map_huge_pages(std::size_t bytes);
void unmap_huge_pages(void* memory, std::size_t bytes);

/// An allocator for pictures. A picture of 1920x1080 is filled after 4 page faults instead of 2,025.
template <class T>
struct PictureMemory {
    using value_type = T;  // NOLINT(readability-identifier-naming): as the standard asks

    PictureMemory() = default;
    template <class U>
    PictureMemory(const PictureMemory<U>& /*other*/) {}  // NOLINT(google-explicit-constructor): as the standard asks

    [[nodiscard]] T* allocate(std::size_t count) {
        if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
        const std::size_t bytes = count * sizeof(T);
        void* memory = bytes < huge_page ? ::operator new(bytes) : map_huge_pages(bytes);
        if (memory == nullptr) throw std::bad_alloc();
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < huge_page) return ::operator delete(memory);
        unmap_huge_pages(memory, bytes);
    }

    template <class U>
    bool operator==(const PictureMemory<U>& /*other*/) const {
        return true;
    }
};

}  // namespace content
