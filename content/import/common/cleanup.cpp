#include "content/import/common/cleanup.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "content/base/text.h"

namespace content {
namespace {

icu::UnicodeString to_icu(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

bool is_unwanted(UChar32 c) {
    const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    // Overrides of the reading direction, zero-width marks that only break searching, and what marks a damaged letter.
    return is_control || c == 0x202D || c == 0x202E || c == 0xFEFF || c == 0x200B || c == 0xAD || c == 0xFFFD;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Decomposed and case folded, without the marks on letters.
std::string without_accents(std::string_view text) {
    constexpr UChar32 breve = 0x306;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* decomposing = icu::Normalizer2::getNFKDInstance(status);
    icu::UnicodeString whole = to_icu(text);
    if (U_SUCCESS(status) != 0) whole = decomposing->normalize(whole, status);
    whole.foldCase();
    icu::UnicodeString result;
    for (int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
        const UChar32 c = whole.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) {
            result.append(c);
        } else if (c == breve && result.endsWith(u"и")) {
            result.setCharAt(result.length() - 1, u'й');
        }
    }
    return to_utf8(result);
}

}  // namespace

std::string fold_words(std::string_view text) {
    if (!is_ascii(text)) return one_line(without_accents(text));
    const bool is_one_line = std::none_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c == 0x7F; });
    return is_one_line ? to_lower(text) : one_line(to_lower(text));
}

std::string one_line(std::string_view text) {
    icu::UnicodeString result;
    const icu::UnicodeString whole = to_icu(text);
    bool space = false;
    for (int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
        const auto c = static_cast<UChar32>(meant_character(static_cast<char32_t>(whole.char32At(i))));
        if (u_isUWhiteSpace(c) != 0) {
            space = true;
        } else if (!is_unwanted(c)) {
            if (space && !result.isEmpty()) result.append(static_cast<UChar32>(' '));
            space = false;
            result.append(c);
        }
    }
    return to_utf8(result);
}

std::string many_lines(std::string_view text) {
    std::string result;
    bool gap = false;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string line = one_line(text.substr(0, end));
        const bool is_pair = text.substr(end, 2) == "\r\n";
        text.remove_prefix(std::min(end + (is_pair ? 2 : 1), text.size()));
        if (line.empty()) {
            gap = true;
            continue;
        }
        if (!result.empty()) result += gap ? "\n\n" : "\n";
        gap = false;
        result += line;
    }
    return result;
}

std::string shorten(std::string_view text, std::size_t characters) {
    if (count_characters(text) <= characters) return std::string(text);
    const icu::UnicodeString whole = to_icu(text);
    const int32_t end = whole.moveIndex32(0, static_cast<int32_t>(characters) - 2);
    // Back to a space, but not by more than a long word: Chinese has none.
    int32_t cut = end;
    while (cut > 0 && cut > end - 30 && u_isUWhiteSpace(whole.char32At(cut)) == 0)
        cut = whole.moveIndex32(cut, -1);
    const bool has_space = cut > 0 && cut > end - 30;
    return to_utf8(whole.tempSubString(0, has_space ? cut : end)) + (has_space ? " …" : "…");
}

std::vector<std::string> split_words(std::string_view text, std::string_view separators) {
    std::vector<std::string> result;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        const std::string_view part = trim(text.substr(0, end));
        if (!part.empty()) result.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

}  // namespace content
