#include "content/base/internet_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

namespace content {
namespace {

/// The first `bits` bits of `address` are those of `prefix`.
struct Range {
    std::array<std::uint8_t, 6> prefix;
    unsigned bits;
};

bool is_in(std::span<const std::uint8_t> address, const Range& range) {
    for (unsigned bit = 0; bit < range.bits; ++bit) {
        const unsigned mask = 0x80U >> (bit % 8);
        if (((address[bit / 8] ^ range.prefix[bit / 8]) & mask) != 0) return false;
    }
    return true;
}

template <std::size_t count>
bool is_in_any(std::span<const std::uint8_t> address, const std::array<Range, count>& ranges) {
    return std::ranges::any_of(ranges, [&](const Range& range) { return is_in(address, range); });
}

/// RFC 6890 and the IANA IPv4 Special-Purpose Address Registry, multicast and reserved.
bool is_internet_4(std::span<const std::uint8_t> address) {
    static constexpr std::array<Range, 15> special{{{{0}, 8},
                                                    {{10}, 8},
                                                    {{100, 64}, 10},
                                                    {{127}, 8},
                                                    {{169, 254}, 16},
                                                    {{172, 16}, 12},
                                                    {{192, 0, 0}, 24},
                                                    {{192, 0, 2}, 24},
                                                    {{192, 88, 99}, 24},
                                                    {{192, 168}, 16},
                                                    {{198, 18}, 15},
                                                    {{198, 51, 100}, 24},
                                                    {{203, 0, 113}, 24},
                                                    {{224}, 4},
                                                    {{240}, 4}}};
    return !is_in_any(address, special);
}

/// Of IPv6 only 2000::/3 is given out; inside it, what is for documents, tunnels and tests is left out. Two ways of
/// writing IPv4 addresses count as those: ::ffff:0:0/96, and 64:ff9b::/96 of networks that translate (RFC 6052).
bool is_internet_6(std::span<const std::uint8_t> address) {
    static constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    static constexpr std::array<std::uint8_t, 12> translated{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    const auto start = address.first(12);
    if (std::ranges::equal(start, mapped) || std::ranges::equal(start, translated)) {
        return is_internet_4(address.last(4));
    }
    static constexpr Range given_out{{0x20}, 3};
    static constexpr std::array<Range, 4> special{
        {{{0x20, 0x01, 0x00}, 23}, {{0x20, 0x01, 0x0D, 0xB8}, 32}, {{0x20, 0x02}, 16}, {{0x3F, 0xFF, 0x00}, 20}}};
    return is_in(address, given_out) && !is_in_any(address, special);
}

}  // namespace

bool is_internet_address(std::string_view text) {
    const std::string copy(text);
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1) return is_internet_4(std::span(bytes).first(4));
    if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return is_internet_6(bytes);
    return false;
}

}  // namespace content
