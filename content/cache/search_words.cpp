#include "content/cache/search_words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <utility>

#include "content/base/text.h"
#include "content/cache/pinyin.h"

namespace content {
namespace {

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
    if (const int32_t digit = u_charDigitValue(letter); digit >= 0) return UChar32{U'0'} + digit;
    if (letter == tatweel || u_charType(letter) == U_NON_SPACING_MARK) return 0;
    if (letter == alef_maqsura) return yeh;
    if (letter == teh_marbuta) return heh;
    if (letter == alef_wasla) return alef;
    return letter;
}

constexpr std::size_t max_joined_parts = 8;  // "E/CN.7/2026/L.5" has six; an address has more, which nobody types

std::string utf8(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

/// Rooms and symbols ("M2") are the same on Cyrillic keys.
void replace_look_alikes(icu::UnicodeString& word) {
    constexpr std::u16string_view cyrillic = u"авсенкмортх";
    constexpr std::u16string_view latin = u"abcehkmoptx";
    for (int32_t i = 0; i < word.length(); ++i) {
        const std::size_t found = cyrillic.find(word.charAt(i));
        if (found != std::u16string_view::npos) word.setCharAt(i, latin[found]);
    }
}

/// Gathers letters to words, and characters without spaces to runs.
class WordGatherer {
public:
    void add_letter(UChar32 letter) {
        if (is_without_spaces(letter)) {
            if (!word_.isEmpty()) finish();
            run_.append(letter);
        } else {
            if (!run_.isEmpty()) finish();
            word_.append(letter);
            has_digit_ = has_digit_ || (letter >= '0' && letter <= '9');
        }
    }
    void add_other(UChar32 sign) {
        finish();
        if (u_isUWhiteSpace(sign) != 0) {
            joint_ = Joint::space;
        } else if (joint_ != Joint::space) {
            joint_ = sign == '\'' || sign == 0x2019 ? Joint::apostrophe : Joint::mark;
        }
    }
    [[nodiscard]] std::vector<FoldedWord> take() {
        finish();
        return std::move(words_);
    }

private:
    void finish() {
        if (has_digit_) replace_look_alikes(word_);
        has_digit_ = false;
        if (!word_.isEmpty()) push(word_, false, false);
        if (!run_.isEmpty()) push_pairs();
        word_.remove();
        run_.remove();
    }
    void push(const icu::UnicodeString& text, bool is_chinese, bool is_lone) {
        words_.push_back({utf8(text), joint_, is_chinese, is_lone});
        joint_ = Joint::none;
    }
    /// Overlapping pairs; a lone character as itself.
    void push_pairs() {
        const int32_t count = run_.countChar32();
        if (count == 1) push(run_, true, true);
        for (int32_t i = 0; i + 1 < count; ++i) {
            const int32_t begin = run_.moveIndex32(0, i);
            push(run_.tempSubStringBetween(begin, run_.moveIndex32(begin, 2)), true, false);
        }
    }

    std::vector<FoldedWord> words_;
    icu::UnicodeString word_;
    icu::UnicodeString run_;
    bool has_digit_ = false;  ///< word_ has
    Joint joint_ = Joint::space;
};

/// NFKC and case folding, then accents as characters of their own, which fold_letter() drops.
icu::UnicodeString fold(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status) != 0) return {};
    const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    icu::UnicodeString folded = decompose->normalize(fold->normalize(source, status), status);
    return U_FAILURE(status) != 0 ? icu::UnicodeString() : folded;
}

template <class Take>
void for_each_letter(const icu::UnicodeString& folded, const Take& take) {
    const char16_t* units = folded.getBuffer();
    for (int32_t i = 0; i < folded.length();) {
        UChar32 original = 0;
        U16_NEXT(units, i, folded.length(), original);
        if (const UChar32 letter = fold_letter(original); letter != 0) take(letter);
    }
}

bool continues(const FoldedWord& word) {
    return word.joint == Joint::mark && !word.is_chinese;
}

/// What is written with marks inside once more, from each of its parts but the last on.
void append_joined(std::string& document, const std::vector<FoldedWord>& words) {
    for (std::size_t begin = 0; begin + 1 < words.size(); ++begin) {
        if (words[begin].is_chinese || !continues(words[begin + 1])) continue;
        document += ' ';
        for (std::size_t i = begin; i < words.size() && i < begin + max_joined_parts; ++i) {
            if (i > begin && !continues(words[i])) break;
            document += words[i].text;
        }
    }
}

}  // namespace

std::vector<FoldedWord> fold_words(std::string_view text) {
    WordGatherer gatherer;
    for_each_letter(fold(text), [&gatherer](UChar32 letter) {
        u_isalnum(letter) != 0 ? gatherer.add_letter(letter) : gatherer.add_other(letter);
    });
    return gatherer.take();
}

std::string search_document(std::string_view text) {
    std::string document;
    const std::vector<FoldedWord> words = fold_words(text);
    for (const FoldedWord& word : words) {
        if (!document.empty()) document += ' ';
        document += word.text;
    }
    append_joined(document, words);
    return document;
}

std::string search_document_with_pinyin(std::string_view text) {
    std::string document = search_document(text);
    std::u32string run;
    const auto finish = [&document, &run] {
        if (!run.empty()) document += ' ' + pinyin_words(run);
        run.clear();
    };
    for_each_letter(fold(text), [&](UChar32 letter) {
        if (is_without_spaces(letter)) {
            run += static_cast<char32_t>(letter);
        } else {
            finish();
        }
    });
    finish();
    return document;
}

std::u32string to_utf32(std::string_view text) {
    std::u32string letters;
    letters.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); at = next_character(text, at)) {
        const auto byte = static_cast<unsigned char>(text[at]);
        letters += byte < 0x80 ? byte : code_point_at(text, at);
    }
    return letters;
}

std::string to_utf8(std::u32string_view letters) {
    std::string text;
    for (const char32_t letter : letters)
        append_character(text, letter);
    return text;
}

}  // namespace content
