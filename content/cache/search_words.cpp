#include "content/cache/search_words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <vector>

#include "content/base/text.h"

namespace content {
namespace {

constexpr std::size_t max_query_words = 8;  // more are not needed to find anything, and each costs a look-up

bool is_without_spaces(UChar32 letter) {
    constexpr UChar32 first = 0x2E80;  // most letters come before it, and need not be looked up
    if (letter < first) return false;
    return u_hasBinaryProperty(letter, UCHAR_IDEOGRAPHIC) != 0 || (letter >= 0x3040 && letter <= 0x30FF);
}

/// 0 for a character that is dropped.
UChar32 fold_letter(UChar32 letter) {
    constexpr UChar32 first = 0x0300;  // of what is dropped or changed here
    constexpr UChar32 tatweel = 0x0640;
    constexpr UChar32 alef_maqsura = 0x0649;
    constexpr UChar32 yeh = 0x064A;
    constexpr UChar32 teh_marbuta = 0x0629;
    constexpr UChar32 heh = 0x0647;
    constexpr UChar32 alef_wasla = 0x0671;
    constexpr UChar32 alef = 0x0627;
    if (letter < first) return letter;
    if (letter == tatweel || u_charType(letter) == U_NON_SPACING_MARK) return 0;
    if (letter == alef_maqsura) return yeh;
    if (letter == teh_marbuta) return heh;
    if (letter == alef_wasla) return alef;
    return letter;
}

struct Word {
    std::string text;
    bool pair = false;  ///< of a run without spaces: follows the word before as its neighbour
};

std::string utf8(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

/// A run of characters without spaces as overlapping pairs; a lone one as itself.
void add_pairs(const icu::UnicodeString& run, std::vector<Word>& words) {
    const int32_t count = run.countChar32();
    if (count == 1) words.push_back({utf8(run), false});
    for (int32_t i = 0; i + 1 < count; ++i) {
        const int32_t begin = run.moveIndex32(0, i);
        words.push_back({utf8(run.tempSubStringBetween(begin, run.moveIndex32(begin, 2))), i > 0});
    }
}

std::vector<Word> split(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status) != 0) return {};
    const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    const icu::UnicodeString folded = decompose->normalize(fold->normalize(source, status), status);
    if (U_FAILURE(status) != 0) return {};

    std::vector<Word> words;
    icu::UnicodeString word;
    icu::UnicodeString run;
    const auto finish = [&words, &word, &run] {
        if (!word.isEmpty()) words.push_back({utf8(word), false});
        if (!run.isEmpty()) add_pairs(run, words);
        word.remove();
        run.remove();
    };
    const char16_t* units = folded.getBuffer();
    for (int32_t i = 0; i < folded.length();) {
        UChar32 original = 0;
        U16_NEXT(units, i, folded.length(), original);
        const UChar32 letter = fold_letter(original);
        if (letter == 0) continue;
        if (u_isalnum(letter) == 0) {
            finish();
        } else if (is_without_spaces(letter)) {
            if (!word.isEmpty()) finish();
            run.append(letter);
        } else {
            if (!run.isEmpty()) finish();
            word.append(letter);
        }
    }
    finish();
    return words;
}

}  // namespace

std::string search_document(std::string_view text) {
    std::string document;
    for (const Word& word : split(text)) {
        if (!document.empty()) document += ' ';
        document += word.text;
    }
    return document;
}

std::optional<std::string> search_expression(std::string_view typed) {
    constexpr std::string_view blank = " \t\n";
    const std::vector<Word> words = split(typed);
    std::size_t letters = 0;
    for (const Word& word : words)
        letters += count_characters(word.text);
    if (letters < 2) return std::nullopt;
    // FTS5: "a b" is a phrase of neighbours; phrases side by side must all be there; * after a phrase makes its last
    // word a beginning.
    std::string expression;
    std::size_t count = 0;
    for (const Word& word : words) {
        if (word.pair) {
            expression.insert(expression.size() - 1, " " + word.text);
            continue;
        }
        if (++count > max_query_words) break;
        if (!expression.empty()) expression += ' ';
        expression += '"' + word.text + '"';
    }
    if (blank.find(typed.back()) == std::string_view::npos) expression += '*';
    return expression;
}

}  // namespace content
