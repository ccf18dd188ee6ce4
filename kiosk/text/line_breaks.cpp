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
    return word.size() == 4 && std::ranges::all_of(word, is_figure) &&
           (word.starts_with(U"19") || word.starts_with(U"20"));
}
/// "2023", "2023–2024".
bool is_years(std::u32string_view word) {
    constexpr std::size_t year = 4;
    constexpr std::size_t range = 2 * year + 1;
    return is_year(word) || (word.size() == range && is_year(word.substr(0, year)) && is_one_of(word[year], U"–-/") &&
                             is_year(word.substr(year + 1)));
}
/// "67th", "3e", "1er", "5-м", "1.º": a number with its ending.
bool is_ordinal(std::u32string_view word) {
    constexpr std::size_t longest_ending = 4;
    const auto end = std::ranges::find_if_not(word, is_figure);
    const std::u32string_view ending = word.substr(static_cast<std::size_t>(end - word.begin()));
    return end != word.begin() && !ending.empty() && ending.size() <= longest_ending && ending != U"h" &&
           std::ranges::all_of(ending, [](char32_t c) { return is_letter(c) || is_one_of(c, U"-.ºª"); });
}
/// "55/2": a resolution's.
bool is_document_number(std::u32string_view word) {
    return word.size() >= 3 && is_figure(word.front()) && is_figure(word.back()) &&
           std::ranges::count(word, U'/') == 1 &&
           std::ranges::all_of(word, [](char32_t c) { return is_figure(c) || c == U'/'; });
}
/// "10:00", "9.30".
bool is_time(std::u32string_view word) {
    constexpr std::size_t longest = 5;
    constexpr std::size_t behind = 3;  // ":30"
    return word.size() > behind && word.size() <= longest && is_one_of(word[word.size() - behind], U":.") &&
           std::ranges::count_if(word, is_figure) + 1 == static_cast<std::ptrdiff_t>(word.size());
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

std::u32string lower_case(std::u32string_view word) {
    std::u32string lower;
    for (const char32_t c : word)
        lower += static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    return lower;
}

template <std::size_t count>
bool is_known(const std::array<std::u32string_view, count>& words, std::u32string_view word) {
    return std::ranges::find(words, lower_case(word)) != words.end();
}

/// Behind a year: "2023 года", "2023–2024 гг.", "2030 年".
bool is_word_of_years(std::u32string_view word) {
    return word.starts_with(U"год") || word == U"лет" || word == U"г" || word == U"гг" ||
           (!word.empty() && is_ideograph(word.front()));
}

/// What is said with the number behind it: "année 2023", "عام 2030", "article 5", "القاعة 3". In languages with
/// capitals a name may do that too ("Room 12").
bool takes_number(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 47> known = {
        U"year",     U"années", U"année",  U"an",       U"año",     U"años",  U"عام",       U"العام",
        U"سنة",      U"page",   U"pages",  U"página",   U"article", U"item",  U"paragraph", U"chapter",
        U"point",    U"day",    U"room",   U"salle",    U"sala",    U"зал",   U"зале",      U"кабинет",
        U"artículo", U"tema",   U"punto",  U"capítulo", U"no",      U"nos",   U"статья",    U"статьи",
        U"статье",   U"пункт",  U"пункта", U"пункте",   U"глава",   U"номер", U"день",      U"المادة",
        U"البند",    U"الصفحة", U"رقم",    U"القاعة",   U"الغرفة",  U"اليوم", U"الفقرة"};
    if (const std::size_t elision = word.find_first_of(U"’'"); elision != word.npos) word.remove_prefix(elision + 1);
    if (is_known(known, word)) return true;
    // "لعام 2030": with a particle.
    return !word.empty() && is_one_of(word.front(), U"لبوف") && is_known(known, word.substr(1));
}

/// Before a count: "about 2000 people" has no year in it.
bool leads_count(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 17> known = {
        U"about", U"over",  U"nearly", U"around", U"some", U"environ", U"près",  U"около", U"более",
        U"свыше", U"почти", U"unos",   U"unas",   U"casi", U"نحو",     U"حوالي", U"زهاء"};
    return is_known(known, word);
}

/// Behind a time of day.
bool is_word_of_time(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 16> known = {U"h",    U"hs", U"hrs", U"hours", U"uhr", U"a.m",
                                                           U"p.m",  U"am", U"pm",  U"utc",   U"gmt", U"cet",
                                                           U"cest", U"ч",  U"ص",   U"م"};
    return is_known(known, word);
}

bool is_abbreviation(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 41> known = {
        U"mr.",  U"mrs.", U"ms.",  U"dr.",  U"dra.", U"mme",   U"mlle",  U"pr.",   U"sr.",  U"sra.",  U"st.",
        U"no.",  U"nos.", U"art.", U"pp.",  U"pág.", U"núm.",  U"vol.",  U"ch.",   U"cap.", U"ee.",   U"uu.",
        U"гл.",  U"ст.",  U"ул.",  U"им.",  U"стр.", U"см.",   U"пп.",   U"рис.",  U"др.",  U"prof.", U"ing.",
        U"res.", U"rés.", U"рез.", U"fig.", U"sec.", U"para.", U"párr.", U"párrs."};
    const std::u32string lower = lower_case(trimmed(word, U"«“\"("));
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

bool ends_part(const Word& word) {
    return is_one_of(word.text.back(), U".,;:!?");
}

/// Behind a number, a year or a time a letter is a unit ("40 м", "2023 г.", "10:00 h").
bool follows_number(const Word* before) {
    if (before == nullptr || before->text.empty() || ends_part(*before)) return false;
    const std::u32string_view number = core(*before);
    return is_number(number) || is_years(number) || is_time(number);
}

/// Whether `one` is a number that stays with the word behind it.
bool number_takes_word(const Word* before, std::u32string_view number, std::u32string_view word) {
    if (word.empty() || !is_letter(word.front())) return false;
    if (is_number(number) && (!is_year(number) || (before != nullptr && leads_count(core(*before))))) return true;
    return is_ordinal(number) || (is_years(number) && is_word_of_years(word)) ||
           (is_time(number) && is_word_of_time(word));
}

/// Whether `word` stays with the number behind it.
bool word_takes_number(const Word* before, std::u32string_view word, std::u32string_view number) {
    constexpr std::size_t longest_number = 3;
    if (word.empty() || number.empty() || !is_letter(word.front())) return false;
    if (is_document_number(number)) return true;
    if (!is_number(number)) return false;
    // "10 h 30", "10 ч 30": what is behind the hours are minutes.
    if ((word == U"h" || word == U"ч") && follows_number(before)) return true;
    return takes_number(word) || word == U"第" || (is_upper(word.front()) && number.size() <= longest_number);
}

/// Whether a line may not end between two words. `before` stands before `one`.
bool belong_together(const Word* before, const Word& one, const Word& next) {
    constexpr std::size_t short_end = 2;
    if (one.text.empty() || next.text.empty()) return false;
    const std::u32string_view word = core(one);
    const std::u32string_view other = core(next);
    const bool follows_digit = before != nullptr && !core(*before).empty() && is_figure(core(*before).back());
    if (leads(one.text) || trails(next.text) || is_dash(next.text)) return true;
    if (is_dash(one.text) && follows_digit && !other.empty() && is_figure(other.front())) return true;
    const bool is_unit = word.size() == 1 && follows_number(before);
    if (!is_unit && (is_abbreviation(one.text) || is_short_word(one, before))) return true;
    if (!ends_part(one) && number_takes_word(before, word, other)) return true;
    if (!ends_part(one) && word_takes_number(before, word, other)) return true;
    if (is_number(word) && one.text == word && is_one_of(next.text.front(), U"°€$£¥")) return true;
    if (is_one_of(one.text.back(), U"€$£¥") && !other.empty() && is_figure(other.front())) return true;
    if (is_group(word, before, one) && is_group_behind(other)) return true;
    const bool is_name = !word.empty() && is_letter(word.front()) && !ends_part(one);
    if (is_name && is_designation(other) && !is_abbreviation(next.text)) return true;
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
