#include "kiosk/machine/edid.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "content/base/text.h"

namespace kiosk {
namespace {

using namespace std::string_view_literals;

// Places in the base block, E-EDID 1.4 section 3.
constexpr std::size_t edid_block = 128;
constexpr std::string_view edid_header = "\x00\xFF\xFF\xFF\xFF\xFF\xFF\x00"sv;
constexpr std::size_t maker_at = 8;   // three letters of five bits, then two bytes of a number
constexpr std::size_t width_at = 21;  // centimetres, both sides 0 for a projector; one of them 0: a ratio of sides
constexpr std::size_t height_at = 22;
constexpr std::size_t descriptors_at = 54;
constexpr std::size_t descriptor_bytes = 18;
constexpr std::size_t descriptors = 4;
constexpr std::string_view name_descriptor = "\x00\x00\x00\xFC\x00"sv;  // section 3.10.3.4

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

std::string maker_and_number(std::string_view block) {
    const unsigned packed = byte_at(block, maker_at) << 8U | byte_at(block, maker_at + 1);
    std::string letters;
    for (const unsigned shift : {10U, 5U, 0U}) {
        const unsigned letter = packed >> shift & 0x1FU;
        if (letter < 1 || letter > 26) return {};
        letters += static_cast<char>('A' + letter - 1);
    }
    const unsigned number = byte_at(block, maker_at + 3) << 8U | byte_at(block, maker_at + 2);
    return fmt::format("{} {:04X}", letters, number);
}

/// Ends with a line feed and is filled up with spaces; what is not printable is nobody's name.
std::string name_of(std::string_view block) {
    for (std::size_t i = 0; i < descriptors; ++i) {
        std::string_view text = block.substr(descriptors_at + i * descriptor_bytes, descriptor_bytes);
        if (!text.starts_with(name_descriptor)) continue;
        text.remove_prefix(name_descriptor.size());
        std::string name;
        for (const char c : text.substr(0, text.find('\n'))) {
            if (c >= ' ' && c <= '~') name += c;
        }
        return std::string(content::trim(name));
    }
    return {};
}

double diagonal_of(std::string_view block) {
    constexpr double centimetres_per_inch = 2.54;
    const unsigned width = byte_at(block, width_at);
    const unsigned height = byte_at(block, height_at);
    return width == 0 || height == 0 ? 0 : std::hypot(width, height) / centimetres_per_inch;
}

}  // namespace

std::optional<Edid> read_edid(std::string_view bytes) {
    const std::string_view block = bytes.substr(0, edid_block);
    if (block.size() != edid_block || !block.starts_with(edid_header)) return std::nullopt;
    const unsigned sum = std::accumulate(
        block.begin(), block.end(), 0U, [](unsigned so_far, char c) { return so_far + static_cast<unsigned char>(c); });
    if (sum % 256 != 0) return std::nullopt;
    const std::string name = name_of(block);
    return Edid{name.empty() ? maker_and_number(block) : name, diagonal_of(block)};
}

}  // namespace kiosk
