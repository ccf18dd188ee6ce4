#include "content/import/common/slug.h"

#include <fmt/format.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "content/base/sha256.h"

namespace content {
namespace {

constexpr std::size_t max_slug_length = 60;   ///< leaves room for a number behind it: names have 80
constexpr std::size_t max_title_bytes = 600;  ///< bytes looked at

// NOLINTBEGIN(clang-analyzer-cplusplus.NewDelete): ICU's strings count their references, which the analyzer cannot see
/// Null where ICU has no transliteration data; then only ASCII counts.
std::unique_ptr<icu::Transliterator> make_transliterator() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> result(icu::Transliterator::createInstance(
        icu::UnicodeString::fromUTF8("Any-Latin; Latin-ASCII; Lower"), UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0) return nullptr;
    return result;
}

/// Making one takes a millisecond, hence one each thread.
const icu::Transliterator* to_ascii() {
    thread_local const std::unique_ptr<icu::Transliterator> made = make_transliterator();
    return made.get();
}
// NOLINTEND(clang-analyzer-cplusplus.NewDelete)

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string make_slug(std::string_view title, int words) {
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(icu::StringPiece(
        title.data(), static_cast<std::int32_t>(title.size() < max_title_bytes ? title.size() : max_title_bytes)));
    if (const icu::Transliterator* ascii = to_ascii()) {
        ascii->transliterate(text);
    } else {
        text.toLower();
    }
    std::string plain;
    text.toUTF8String(plain);
    std::string slug;
    std::string word;
    int taken = 0;
    plain += ' ';
    for (const char c : plain) {
        if (is_letter_or_digit(c)) {
            word += c;
            continue;
        }
        // An apostrophe stands inside a word: "society's" is one.
        if (c == '\'' || word.empty()) continue;
        if (taken == words || (!slug.empty() && slug.size() + 1 + word.size() > max_slug_length)) break;
        slug += (slug.empty() ? "" : "-") + word.substr(0, max_slug_length);
        word.clear();
        ++taken;
    }
    return slug;
}

std::string with_ending(std::string_view slug, std::string_view ending) {
    constexpr std::size_t longest = 80;  // see is_slug()
    constexpr std::size_t of_hash = 8;
    if (slug.size() + ending.size() <= longest) return fmt::format("{}{}", slug, ending);
    return fmt::format("{}-{}{}", slug.substr(0, longest - ending.size() - of_hash - 1),
                       sha256(slug).substr(0, of_hash), ending);
}

std::string unique_slug(std::string slug, std::string_view fallback, std::set<std::string>& taken) {
    if (slug.empty()) slug = fallback;
    std::string candidate = slug;
    // Ten thousand items of one name must not be tried from the first on.
    constexpr std::size_t tried_in_order = 16;
    for (std::size_t number = 2; !taken.insert(candidate).second; ++number) {
        if (number == tried_in_order) number = std::max(number, taken.size());
        candidate = fmt::format("{}-{}", slug, number);
    }
    return candidate;
}

}  // namespace content
