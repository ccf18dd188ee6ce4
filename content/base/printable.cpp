#include "content/base/printable.h"

#include <cstdint>

namespace content {
namespace {

/// Of one character in UTF-8 that next_character() has cut out; nothing when it is none.
bool is_whole(std::string_view character) {
    return is_utf8(character) && count_characters(character) == 1;
}

std::uint32_t code_point(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    std::uint32_t code = character.size() == 1 ? first : first & (0x7FU >> character.size());
    for (const char byte : character.substr(1))
        code = code << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return code;
}

/// "\\x1B" or "\\u202E": so many digits.
std::string spelled_out(char kind, std::uint32_t code, unsigned digits) {
    std::string out = {'\\', kind};
    while (digits-- > 0)
        out += "0123456789ABCDEF"[code >> (4 * digits) & 0xFU];
    return out;
}

/// Bidirectional controls (UAX #9), and the separators of lines and paragraphs.
bool is_obeyed(std::uint32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
}

}  // namespace

std::string printable(std::string_view text, Lines lines) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_character(text, at);
        const std::string_view character = text.substr(at, next - at);
        at = next;
        if (!is_whole(character)) {
            for (const char byte : character)
                out += spelled_out('x', static_cast<unsigned char>(byte), 2);
            continue;
        }
        const std::uint32_t code = code_point(character);
        const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        if (code == '\n') {
            out += lines == Lines::many ? "\n" : "\\n";
        } else if (is_control) {
            out += spelled_out('x', code, 2);
        } else if (is_obeyed(code)) {
            out += spelled_out('u', code, 4);
        } else {
            out += character;
        }
    }
    return out;
}

}  // namespace content
