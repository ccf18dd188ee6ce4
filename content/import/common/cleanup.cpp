#include "content/import/common/cleanup.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "content/base/limits.h"
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

constexpr std::array<std::pair<std::string_view, Language>, 35> language_names = {
    {{"arabic", Language::ar},  {"ara", Language::ar},        {"arabe", Language::ar},    {"العربية", Language::ar},
     {"chinese", Language::zh}, {"zho", Language::zh},        {"chi", Language::zh},      {"chinois", Language::zh},
     {"chino", Language::zh},   {"中文", Language::zh},       {"english", Language::en},  {"eng", Language::en},
     {"anglais", Language::en}, {"ingles", Language::en},     {"englisch", Language::en}, {"french", Language::fr},
     {"fra", Language::fr},     {"fre", Language::fr},        {"francais", Language::fr}, {"frances", Language::fr},
     {"russian", Language::ru}, {"rus", Language::ru},        {"russe", Language::ru},    {"ruso", Language::ru},
     {"русскии", Language::ru}, {"spanish", Language::es},    {"spa", Language::es},      {"espagnol", Language::es},
     {"espanol", Language::es}, {"castellano", Language::es}, {"german", Language::de},   {"deu", Language::de},
     {"ger", Language::de},     {"allemand", Language::de},   {"deutsch", Language::de}}};

}  // namespace

std::string fold_words(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* decomposing = icu::Normalizer2::getNFKDInstance(status);
    icu::UnicodeString whole = to_icu(text);
    if (U_SUCCESS(status) != 0) whole = decomposing->normalize(whole, status);
    icu::UnicodeString result;
    for (int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
        const UChar32 c = whole.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) result.append(c);
    }
    return one_line(to_utf8(result.foldCase()));
}

std::string one_line(std::string_view text) {
    icu::UnicodeString result;
    const icu::UnicodeString whole = to_icu(text);
    bool space = false;
    for (int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1)) {
        const UChar32 c = whole.char32At(i);
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

std::string first_sentences(std::string_view text, Language language) {
    // These hold more sentences than fit; a break iterator over megabytes would be wasted.
    constexpr std::size_t looked_at = 4000;
    const icu::UnicodeString whole = to_icu(one_line(text.substr(0, looked_at)));
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> sentences(
        icu::BreakIterator::createSentenceInstance(icu::Locale(std::string(code(language)).c_str()), status));
    if (U_FAILURE(status) != 0 || whole.isEmpty()) return {};
    sentences->setText(whole);
    const auto start_of = [&](int32_t end) { return std::string(trim(to_utf8(whole.tempSubString(0, end)))); };
    std::string best;
    for (int32_t end = sentences->next(); end != icu::BreakIterator::DONE; end = sentences->next()) {
        const std::string start = start_of(end);
        const GistLength length = measure_gist(start, language);
        if (length.length > length.advised) break;
        best = start;
    }
    if (!best.empty()) return best;
    std::string cut = to_utf8(whole);
    if (language == Language::zh) return shorten(cut, limits::gist_characters);
    std::size_t at = 0;
    for (std::size_t words = 0; words < limits::gist_words && at != std::string::npos; ++words)
        at = cut.find(' ', at + 1);
    return at == std::string::npos ? cut : cut.substr(0, at) + " …";
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

std::optional<Language> language_named(std::string_view name) {
    const std::string folded = fold_words(name.substr(0, 40));
    const std::string tag = folded.substr(0, folded.find_first_of("-_"));
    if (const auto language = parse_language(tag)) return language;
    const auto found = std::find_if(language_names.begin(), language_names.end(),
                                    [&](const auto& entry) { return entry.first == folded; });
    return found == language_names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace content
