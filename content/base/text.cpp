#include "content/base/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "content/base/limits.h"

namespace content {
namespace {

// U8_NEXT narrows on purpose inside; the warning would otherwise appear at each use.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"

/// Calls `visit(code_point)` for each; negative for bytes that are no UTF-8. Stops when it returns false.
template <class Visit>
void for_each_code_point(std::string_view text, Visit visit) {
    const char* bytes = text.data();
    const auto size = static_cast<int32_t>(text.size());
    int32_t at = 0;
    while (at < size) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (!visit(c)) return;
    }
}

char32_t first_code_point(std::string_view text) {
    constexpr std::size_t longest = 4;  // bytes of a character
    constexpr char32_t none = 0xFFFD;
    const auto size = static_cast<int32_t>(std::min(text.size(), longest));
    if (size == 0) return none;
    int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    return c < 0 ? none : static_cast<char32_t>(c);
}

#pragma GCC diagnostic pop

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    bool is_valid = true;
    for_each_code_point(bytes, [&](UChar32 c) { return is_valid = c >= 0; });
    return is_valid;
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for_each_code_point(text, [&](UChar32) { return ++count > 0; });
    return count;
}

std::size_t count_words(std::string_view text) {
    std::size_t count = 0;
    bool in_word = false;
    for_each_code_point(text, [&](UChar32 c) {
        const bool is_space = c >= 0 && u_isUWhiteSpace(c) != 0;
        if (!is_space && !in_word) ++count;
        in_word = !is_space;
        return true;
    });
    return count;
}

std::size_t next_character(std::string_view text, std::size_t at) {
    if (at < text.size()) ++at;
    while (at < text.size() && is_continuation(text[at]))
        ++at;
    return std::min(at, text.size());
}

std::size_t character_begin(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    while (at > 0 && is_continuation(text[at]))
        --at;
    return at;
}

char32_t code_point_at(std::string_view text, std::size_t at) {
    return first_code_point(text.substr(std::min(at, text.size())));
}

char32_t meant_character(char32_t c) {
    static constexpr std::array<char32_t, 32> meant = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 ? meant[c - 0x80] : c;
}

void append_character(std::string& text, char32_t character) {
    const bool is_surrogate = character >= 0xD800 && character <= 0xDFFF;
    const auto c = static_cast<std::uint32_t>(character > 0x10FFFF || is_surrogate ? 0xFFFD : character);
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | (c >> 6U));
        text += static_cast<char>(0x80U | (c & 63U));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0U | (c >> 12U));
        text += static_cast<char>(0x80U | ((c >> 6U) & 63U));
        text += static_cast<char>(0x80U | (c & 63U));
    } else {
        text += static_cast<char>(0xF0U | (c >> 18U));
        text += static_cast<char>(0x80U | ((c >> 12U) & 63U));
        text += static_cast<char>(0x80U | ((c >> 6U) & 63U));
        text += static_cast<char>(0x80U | (c & 63U));
    }
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

char to_lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string to_lower(std::string_view text) {
    std::string lower(text);
    for (char& letter : lower)
        letter = to_lower(letter);
    return lower;
}

bool has_forbidden_character(std::string_view text, Lines lines) {
    bool found = false;
    for_each_code_point(text, [&](UChar32 c) {
        const bool is_allowed_control = lines == Lines::many && (c == '\n' || c == '\t');
        const bool is_control = (c >= 0 && c < 0x20) || (c >= 0x7F && c < 0xA0);
        const bool is_override = c == 0x202D || c == 0x202E;
        found = c < 0 || is_override || (is_control && !is_allowed_control);
        return !found;
    });
    return found;
}

bool is_slug(std::string_view text) {
    if (text.empty() || text.size() > 80 || text.front() == '.') return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

GistLength measure_gist(std::string_view gist, Language language) {
    if (language == Language::zh) {
        return {count_characters(gist), limits::gist_characters, limits::gist_characters_hard, "characters"};
    }
    return {count_words(gist), limits::gist_words, limits::gist_words_hard, "words"};
}

}  // namespace content
