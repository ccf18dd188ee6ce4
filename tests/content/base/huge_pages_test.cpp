#include "content/base/huge_pages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace {

using namespace content;
using Bytes = std::vector<std::uint8_t, PictureMemory<std::uint8_t>>;

TEST_CASE("memory: pictures of any size hold what is written to them, small ones and those in huge pages") {
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, huge_page - 1, huge_page, huge_page + 1, 5 * huge_page}) {
        CAPTURE(size);
        Bytes bytes(size);
        CHECK(std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; }));
        std::ranges::fill(bytes, std::uint8_t{7});
        Bytes moved = std::move(bytes);
        moved.resize(size * 2 + 1);
        CHECK(std::count(moved.begin(), moved.end(), 7) == static_cast<std::ptrdiff_t>(size));
        CHECK(moved.back() == 0);
    }
}

TEST_CASE("memory: a picture in huge pages begins at one") {
    Bytes bytes(3 * huge_page);
    CHECK(reinterpret_cast<std::uintptr_t>(bytes.data()) % huge_page == 0);
}

TEST_CASE("memory: more than there can be is refused as the standard library refuses it") {
    PictureMemory<std::uint32_t> memory;
    CHECK_THROWS_AS(static_cast<void>(memory.allocate(static_cast<std::size_t>(-1))), std::bad_array_new_length);
    CHECK_THROWS_AS(static_cast<void>(memory.allocate(static_cast<std::size_t>(-1) / 16)), std::bad_alloc);
}

TEST_CASE("memory: asking for pages in advance changes nothing that is there, whatever the address") {
    std::vector<std::uint8_t> bytes(100'000, 9);
    populate(bytes.data() + 3, bytes.size() - 3);
    populate(bytes.data(), 10);
    populate(nullptr, 100'000);
    CHECK(std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 9; }));
}

}  // namespace
