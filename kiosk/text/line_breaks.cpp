#include "kiosk/text/line_breaks.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <string>

#include "content/base/text.h"
#include "kiosk/text/clean_text.h"

namespace kiosk {
namespace {

using content::Language;

constexpr std::size_t max_text = 4000;  // bytes; a longer one is no headline and no paragraph of a screen

struct Letter {
    char32_t code = 0;
    std::size_t at = 0;  ///< byte
};

std::vector<Letter> letters_of(std::string_view text) {
    std::vector<Letter> letters;
    for (std::size_t at = 0; at < text.size(); at = content::next_character(text, at))
        letters.push_back({content::code_point_at(text, at), at});
    return letters;
}

bool is_figure(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= 0x0660 && c <= 0x0669);
}
bool is_letter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) != 0;
}
bool is_upper(char32_t c) {
    return u_isupper(static_cast<UChar32>(c)) != 0;
}
bool is_ideograph(char32_t c) {
    return c >= 0x2E80 && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
}
bool is_one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != std::u32string_view::npos;
}
/// Marks of direction, which have no width.
bool is_invisible(char32_t c) {
    return c == 0x200E || c == 0x200F || (c >= 0x2066 && c <= 0x2069);
}

/// A run between spaces.
struct Word {
    std::u32string text;    ///< without marks of direction
    std::size_t begin = 0;  ///< bytes
    std::size_t end = 0;
    std::size_t second = 0;  ///< byte behind the first character
    bool is_first = false;   ///< of its line
    bool is_last = false;    ///< of the text
};

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    bool is_first = true;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == ' ') {
            ++at;
            continue;
        }
        if (text.substr(at).starts_with(line_separator)) {
            is_first = true;
            at += line_separator.size();
            continue;
        }
        Word word;
        word.begin = at;
        word.is_first = is_first;
        word.second = content::next_character(text, at);
        while (at < text.size() && text[at] != ' ' && !text.substr(at).starts_with(line_separator)) {
            const char32_t c = content::code_point_at(text, at);
            if (!is_invisible(c)) word.text += c;
            at = content::next_character(text, at);
        }
        word.end = at;
        words.push_back(std::move(word));
        is_first = false;
    }
    if (!words.empty()) words.back().is_last = true;
    return words;
}

std::u32string_view trimmed(std::u32string_view word, std::u32string_view signs) {
    while (!word.empty() && is_one_of(word.front(), signs))
        word.remove_prefix(1);
    while (!word.empty() && is_one_of(word.back(), signs))
        word.remove_suffix(1);
    return word;
}
constexpr std::u32string_view around_words = U"«»“”\"'’(),.;:!?…";

std::u32string_view core(const Word& word) {
    return trimmed(word.text, around_words);
}

bool is_number(std::u32string_view word) {
    return !word.empty() && is_figure(word.front()) &&
           std::ranges::all_of(word, [](char32_t c) { return is_figure(c) || is_one_of(c, U".,\u00A0\u202F٫٬"); });
}
constexpr std::size_t digits_of_group = 3;  // "1 000 000"
bool is_group_behind(std::u32string_view word) {
    return word.size() == digits_of_group && std::ranges::all_of(word, is_figure);
}
bool is_year(std::u32string_view word) {
    return word.size() == 4 && std::ranges::all_of(word, is_figure) && (word[0] == U'1' || word[0] == U'2');
}
bool is_dash(std::u32string_view word) {
    return word == U"–" || word == U"—" || word == U"-";
}
/// "D", "M2", "C3": what a room or a part is called by.
bool is_designation(std::u32string_view word) {
    constexpr std::size_t longest = 4;
    if (word.empty() || word.size() > longest) return false;
    if (word.size() == 1) return is_upper(word[0]);
    return is_upper(word[0]) && is_figure(word.back());
}

bool is_abbreviation(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 33> known = {
        U"mr.", U"mrs.", U"ms.",  U"dr.", U"dra.", U"mme",  U"mlle", U"pr.",  U"sr.",  U"sra.",  U"st.",
        U"no.", U"nos.", U"art.", U"pp.", U"pág.", U"núm.", U"vol.", U"ch.",  U"cap.", U"ee.",   U"uu.",
        U"гл.", U"ст.",  U"ул.",  U"им.", U"стр.", U"см.",  U"пп.",  U"рис.", U"др.",  U"prof.", U"ing."};
    std::u32string lower;
    for (const char32_t c : trimmed(word, U"«“\"("))
        lower += static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (std::ranges::find(known, lower) != known.end()) return true;
    return lower.size() == 2 && is_letter(lower[0]) && lower[1] == U'.';  // "p.", "т.", initials
}

/// Signs that are nothing without what follows them.
bool leads(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 14> signs = {U"«", U"“", U"¿",  U"¡",  U"(", U"≈", U"~",
                                                           U"±", U"№", U"n°", U"nº", U"§", U"<", U">"};
    if (word.empty()) return false;
    return std::ranges::find(signs, word) != signs.end() || word == U"N°" || word == U"≤" || word == U"≥" ||
           word.back() == U'«' || word.back() == U'№' || word.back() == U'≈';
}

/// Signs that never begin a line, however an editor wrote them.
bool trails(std::u32string_view word) {
    if (word.empty()) return false;
    if (is_one_of(word.front(), U"»%‰")) return true;
    return is_one_of(word.front(), U":;!?") && std::ranges::none_of(word, is_letter);
}

/// One-letter words: "à", "y", "в". A capital is one only where a sentence begins; else it names something.
bool is_short_word(const Word& word, const Word* before) {
    const std::u32string_view letters = trimmed(word.text, U"«“\"(¿¡");
    if (letters.size() != 1 || !is_letter(letters[0]) || is_ideograph(letters[0])) return false;
    if (!is_upper(letters[0])) return true;
    return word.is_first || (before != nullptr && !before->text.empty() && is_one_of(before->text.back(), U".!?:…"));
}

/// The first digits of a number that is written in groups, or a group in it.
bool is_group(std::u32string_view word, const Word* before, const Word& one) {
    if (word.empty() || word.size() > digits_of_group || !std::ranges::all_of(word, is_figure)) return false;
    if (one.text != word) return false;
    return before == nullptr || before->text.empty() || !is_one_of(before->text.back(), U"–—-");
}

/// Whether a line may not end between two words. `before` stands before `one`.
bool belong_together(const Word* before, const Word& one, const Word& next) {
    constexpr std::size_t short_end = 2;
    if (one.text.empty() || next.text.empty()) return false;
    const std::u32string_view word = core(one);
    const std::u32string_view other = core(next);
    const bool follows_digit = before != nullptr && !core(*before).empty() && is_figure(core(*before).back());
    if (leads(one.text) || trails(next.text) || is_dash(next.text) || is_abbreviation(one.text)) return true;
    if (is_dash(one.text) && follows_digit && !other.empty() && is_figure(other.front())) return true;
    // Behind a number a letter is a unit ("40 м").
    if (!(before != nullptr && is_number(core(*before))) && is_short_word(one, before)) return true;
    if (!is_one_of(one.text.back(), U".,;:!?") && is_number(word) && !other.empty() && is_letter(other.front()) &&
        !is_year(word)) {
        return true;
    }
    if (is_number(word) && one.text == word && is_one_of(next.text.front(), U"°€$£¥")) return true;
    if (is_one_of(one.text.back(), U"€$£¥") && !other.empty() && is_figure(other.front())) return true;
    if (is_group(word, before, one) && is_group_behind(other)) return true;
    const bool is_name = !word.empty() && is_letter(word.front()) && !is_one_of(one.text.back(), U".,;:!?");
    if (is_name && is_designation(other) && !is_abbreviation(next.text)) return true;
    constexpr std::size_t longest_number = 3;
    if (is_name && is_upper(word.front()) && is_number(other) && other.size() <= longest_number) return true;
    return next.is_last && !other.empty() && other.size() <= short_end;
}

/// "E/CN.7/2026/L.5", "A/RES/78/1": capitals and digits between strokes.
bool is_symbol(std::u32string_view word) {
    constexpr std::size_t longest = 40;
    if (word.size() > longest || word.empty() || !is_upper(word.front()) || word.find(U'/') == word.npos) return false;
    const bool has_digit = std::ranges::any_of(word, is_figure);
    bool is_begin = true;
    for (const char32_t c : word) {
        if (c >= 0x80) return false;
        if (is_begin && !is_upper(c) && !is_figure(c)) return false;
        is_begin = c == U'/';
    }
    return has_digit;
}

/// "10:00–13:00", "18/03/2024", "L.5": digits with marks between them.
bool is_figures(std::u32string_view word) {
    constexpr std::size_t longest = 24;
    if (word.size() < 3 || word.size() > longest || std::ranges::count_if(word, is_figure) < 2) return false;
    return std::ranges::all_of(word, [](char32_t c) { return is_figure(c) || is_one_of(c, U":.,/–-‑−+%"); });
}

/// The parts of a run without spaces that are written in one piece: a symbol may stand between Chinese characters.
void keep_symbols(std::string_view text, const std::vector<Letter>& letters, std::vector<KeptPart>& kept) {
    std::size_t begin = 0;
    while (begin < letters.size()) {
        std::u32string piece;
        std::size_t end = begin;
        while (end < letters.size() && letters[end].code > U' ' && letters[end].code < 0x2E80 &&
               letters[end].code != 0x2028 && !is_invisible(letters[end].code)) {
            piece += letters[end++].code;
        }
        const std::u32string_view word = trimmed(piece, around_words);
        if (is_symbol(word) || is_figures(word)) {
            kept.push_back({letters[begin].at, end < letters.size() ? letters[end].at : text.size()});
        }
        begin = end + 1;
    }
}

void keep_words(std::string_view text, std::vector<KeptPart>& kept) {
    const std::vector<Word> words = words_of(text);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i + 1].is_first) continue;
        const Word* before = i > 0 && !words[i].is_first ? &words[i - 1] : nullptr;
        if (belong_together(before, words[i], words[i + 1])) kept.push_back({words[i].end, words[i + 1].second});
    }
}

/// Numbers with the character before and behind them, and the end of the text.
void keep_chinese(std::string_view text, const std::vector<Letter>& letters, std::vector<KeptPart>& kept) {
    constexpr std::size_t least_on_last_line = 3;
    const auto end_of = [&](std::size_t i) { return i + 1 < letters.size() ? letters[i + 1].at : text.size(); };
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (!is_figure(letters[i].code)) continue;
        std::size_t last = i;
        while (last + 1 < letters.size() && is_figure(letters[last + 1].code))
            ++last;
        const bool is_ordinal = i > 0 && letters[i - 1].code == U'第';
        const bool has_measure = last + 1 < letters.size() && is_ideograph(letters[last + 1].code);
        if (is_ordinal || has_measure)
            kept.push_back({letters[is_ordinal ? i - 1 : i].at, end_of(last + (has_measure ? 1 : 0))});
        i = last;
    }
    std::size_t count = 0;
    for (std::size_t i = letters.size(); i > 0; --i) {
        const char32_t c = letters[i - 1].code;
        if (c == U' ' || c == 0x2028 || c < 0x80) break;
        if (is_ideograph(c) && ++count == least_on_last_line) {
            kept.push_back({letters[i - 1].at, text.size()});
            break;
        }
    }
}

std::vector<KeptPart> merged(std::vector<KeptPart> parts) {
    std::ranges::sort(parts, {}, &KeptPart::begin);
    std::vector<KeptPart> result;
    for (const KeptPart& part : parts) {
        if (!result.empty() && part.begin < result.back().end) {
            result.back().end = std::max(result.back().end, part.end);
        } else {
            result.push_back(part);
        }
    }
    return result;
}

}  // namespace

struct LineBreaks::Words {
    std::unique_ptr<icu::BreakIterator> iterator;

    void keep(std::string_view text, std::vector<KeptPart>& kept) {
        // Words that lean on the one before, and on the one behind, in their line.
        constexpr std::u32string_view enclitic = U"的了着过性者们员化";
        constexpr std::u32string_view proclitic = U"与和及或在对以把被将";
        const auto ends_line = [&](std::size_t at) { return text.substr(at).starts_with(line_separator); };
        UErrorCode status = U_ZERO_ERROR;
        if (!iterator) iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getChina(), status));
        if (U_FAILURE(status) != 0 || !iterator) return;
        UText source = UTEXT_INITIALIZER;
        utext_openUTF8(&source, text.data(), static_cast<int64_t>(text.size()), &status);
        iterator->setText(&source, status);
        if (U_FAILURE(status) == 0) {
            auto begin = static_cast<std::size_t>(iterator->first());
            std::size_t before = begin;
            for (int32_t next = iterator->next(); next != icu::BreakIterator::DONE; next = iterator->next()) {
                const auto end = static_cast<std::size_t>(next);
                const char32_t letter = content::code_point_at(text, begin);
                if (is_ideograph(letter)) {
                    const bool is_lone = content::next_character(text, begin) == end;
                    const bool leans_back = is_lone && begin > 0 && !ends_line(before) && is_one_of(letter, enclitic);
                    const bool leads_on =
                        is_lone && is_one_of(letter, proclitic) && end < text.size() && !ends_line(end);
                    kept.push_back({leans_back ? before : begin, leads_on ? content::next_character(text, end) : end});
                }
                before = begin;
                begin = end;
            }
        }
        utext_close(&source);
    }
};

LineBreaks::LineBreaks() : words_(std::make_unique<Words>()) {}
LineBreaks::~LineBreaks() = default;
LineBreaks::LineBreaks(LineBreaks&&) noexcept = default;
LineBreaks& LineBreaks::operator=(LineBreaks&&) noexcept = default;

std::vector<KeptPart> LineBreaks::find(std::string_view text, Language language, ChineseBreaks chinese) {
    if (text.size() > max_text) return {};
    const std::vector<Letter> letters = letters_of(text);
    std::vector<KeptPart> kept;
    keep_words(text, kept);
    keep_symbols(text, letters, kept);
    if (language == Language::zh) {
        keep_chinese(text, letters, kept);
        if (chinese == ChineseBreaks::between_words) words_->keep(text, kept);
    }
    return merged(std::move(kept));
}

}  // namespace kiosk
