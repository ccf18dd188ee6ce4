#include "kiosk/machine/memory_at_rest.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "content/base/descriptor.h"

namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t pages = 64;

/// A file of `pages` pages, each full of its number, mapped privately.
class MappedFile {
public:
    explicit MappedFile(int access) {
        std::string path = "/tmp/rotunda-memory-XXXXXX";
        const content::Descriptor file(::mkstemp(path.data()));
        ::unlink(path.c_str());
        for (std::size_t i = 0; i < pages; ++i) {
            const std::string bytes(page, static_cast<char>(i));
            REQUIRE(::write(file.value(), bytes.data(), page) == static_cast<ssize_t>(page));
        }
        void* const mapped = ::mmap(nullptr, pages * page, access, MAP_PRIVATE, file.value(), 0);
        REQUIRE(mapped != MAP_FAILED);
        bytes_ = static_cast<std::uint8_t*>(mapped);
    }
    ~MappedFile() { ::munmap(bytes_, pages * page); }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::uint8_t* bytes() const { return bytes_; }

    /// Reads a byte of each page: the number of them that are the file's.
    [[nodiscard]] std::size_t right_pages() const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < pages; ++i)
            count += bytes_[i * page + 1] == i ? 1 : 0;
        return count;
    }

    /// Pages that this process has mapped; by pagemap(5), bit 63.
    [[nodiscard]] std::size_t mapped_pages() const {
        const content::Descriptor map(::open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC));
        std::array<std::uint64_t, pages> entries{};
        const auto place = static_cast<off_t>(reinterpret_cast<std::uintptr_t>(bytes_) / page * sizeof entries[0]);
        REQUIRE(::pread(map.value(), entries.data(), sizeof entries, place) == static_cast<ssize_t>(sizeof entries));
        std::size_t count = 0;
        for (const std::uint64_t entry : entries)
            count += entry >> 63U;
        return count;
    }

private:
    std::uint8_t* bytes_ = nullptr;
};

TEST_CASE("memory at rest: pages of files that are only read go, and are there again when they are read") {
    const MappedFile file(PROT_READ);
    REQUIRE(file.right_pages() == pages);
    REQUIRE(file.mapped_pages() == pages);
    kiosk::give_back_memory();
    CHECK(file.mapped_pages() == 0);
    CHECK(file.right_pages() == pages);
}

TEST_CASE("memory at rest: what was written into a file's mapping stays, also where writing was forbidden afterwards") {
    const MappedFile writable(PROT_READ | PROT_WRITE);
    const MappedFile forbidden(PROT_READ | PROT_WRITE);
    writable.bytes()[page] = 77;
    forbidden.bytes()[page] = 78;
    REQUIRE(::mprotect(forbidden.bytes(), pages * page, PROT_READ) == 0);
    kiosk::give_back_memory();
    CHECK(writable.bytes()[page] == 77);
    CHECK(forbidden.bytes()[page] == 78);
}

TEST_CASE("memory at rest: the heap keeps what is in use") {
    std::vector<std::vector<std::uint8_t>> blocks;
    for (std::size_t i = 0; i < 200; ++i)
        blocks.emplace_back(20'000, static_cast<std::uint8_t>(i));
    for (std::size_t i = 0; i < blocks.size(); i += 2)
        blocks[i] = {};
    kiosk::give_back_memory();
    for (std::size_t i = 1; i < blocks.size(); i += 2)
        CHECK(blocks[i] == std::vector<std::uint8_t>(20'000, static_cast<std::uint8_t>(i)));
}

}  // namespace
