#include "content/cache/word_forms.h"

#include <algorithm>
#include <array>

namespace content {
namespace {

constexpr std::u32string_view article = U"ال";
constexpr std::u32string_view article_after_lam = U"لل";  // ل and the article
// A letter that could be the word's own is taken for a particle only when so much of a word follows: "لجنه" is whole.
constexpr std::size_t min_after_letter = 4;
constexpr std::size_t min_after_article = 2;
constexpr std::size_t min_stem = 3;

void add(std::vector<std::u32string>& words, std::u32string word) {
    if (word.size() >= min_stem && std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

bool is_consonant(char32_t letter) {
    constexpr std::u32string_view others = U"аеиоуыэюяйьъ";
    return others.find(letter) == std::u32string_view::npos;
}

/// English, French, Spanish: -s, -es, -ies, -y, -ces and -z, -al and -aux.
void add_latin(std::vector<std::u32string>& stems, std::u32string_view word) {
    const auto cut = [word](std::size_t letters) { return std::u32string(word.substr(0, word.size() - letters)); };
    if (word.size() < min_stem + 1) return;
    if (word.ends_with(U"ces")) add(stems, cut(3) + U"z");
    if (word.ends_with(U"z")) add(stems, cut(1) + U"ces");
    if (word.ends_with(U"ies")) add(stems, cut(3));
    if (word.ends_with(U"es")) add(stems, cut(2));
    if (word.ends_with(U"aux")) add(stems, cut(2));
    if (word.ends_with(U"al")) add(stems, cut(1));
    if (word.ends_with(U"y") || word.ends_with(U"s") || word.ends_with(U"x")) add(stems, cut(1));
}

/// Endings of cases and numbers, and the о or е that comes and goes before a last consonant ("рынок", "рынки").
void add_cyrillic(std::vector<std::u32string>& stems, std::u32string_view word) {
    constexpr std::array<std::u32string_view, 38> endings = {
        U"иями", U"ями", U"ами", U"иях", U"иям", U"ого", U"его", U"ому", U"ему", U"ыми", U"ими", U"ях", U"ах",
        U"ям",   U"ам",  U"ов",  U"ев",  U"еи",  U"ии",  U"ия",  U"ию",  U"ие",  U"ои",  U"ом",  U"ем", U"ую",
        U"ые",   U"ых",  U"им",  U"ым",  U"ая",  U"ое",  U"ыи",  U"их",  U"ью",  U"яя",  U"юю",  U"ее"};
    constexpr std::u32string_view vowels = U"аеиоуыэюяь";
    constexpr std::size_t min_russian = 4;
    std::u32string_view stem = word;
    for (const std::u32string_view ending : endings) {
        if (word.size() >= min_russian + ending.size() - 1 && word.ends_with(ending)) {
            stem = word.substr(0, word.size() - ending.size());
            break;
        }
    }
    while (stem.size() > min_russian && vowels.find(stem.back()) != std::u32string_view::npos)
        stem.remove_suffix(1);
    if (stem.size() == word.size() && stem.size() > min_stem && vowels.find(stem.back()) != std::u32string_view::npos)
        stem.remove_suffix(1);
    add(stems, std::u32string(stem));
    const std::size_t size = stem.size();
    if (size < min_russian) return;
    const std::u32string before(stem.substr(0, size - 1));
    if (stem.back() != U'к' && stem.back() != U'ц') return;
    if (is_consonant(before.back())) {
        add(stems, before + (stem.back() == U'к' ? U"о" : U"е") + stem.back());
    } else if (before.back() == U'о' || before.back() == U'е') {
        add(stems, before.substr(0, before.size() - 1) + stem.back());
    }
}

/// The most common of the plurals that are made inside a word: شخص, أشخاص.
std::u32string broken_plural(std::u32string_view word) {
    return {U'ا', word[0], word[1], U'ا', word[2]};
}

/// Endings of the regular plurals, of the feminine and of possession.
void add_arabic(std::vector<std::u32string>& stems, std::u32string_view word) {
    if (word.size() == 3) add(stems, broken_plural(word));
    if (word.size() == 5 && word[0] == U'ا' && word[3] == U'ا') add(stems, {word[1], word[2], word[4]});
    constexpr std::array<std::u32string_view, 10> endings = {U"اتها", U"ات", U"ون", U"ين", U"ان",
                                                             U"يه",   U"ها", U"هم", U"ه",  U"ي"};
    for (const std::u32string_view ending : endings) {
        if (word.size() >= min_stem + ending.size() && word.ends_with(ending)) {
            return add(stems, std::u32string(word.substr(0, word.size() - ending.size())));
        }
    }
}

void add_begins(std::u32string_view word, std::size_t at, std::vector<std::size_t>& begins) {
    const std::u32string_view rest = word.substr(at);
    if (rest.starts_with(article) && rest.size() >= article.size() + min_after_article) {
        begins.push_back(at + article.size());
    }
    if (rest.starts_with(article_after_lam) && rest.size() >= article_after_lam.size() + min_after_article) {
        begins.push_back(at + 1);  // of "للجنه" either the ل belongs to the word
        begins.push_back(at + article_after_lam.size());
    }
}

}  // namespace

std::vector<std::size_t> word_begins(std::u32string_view word) {
    constexpr std::u32string_view before_all = U"وف";
    constexpr std::u32string_view before_article = U"بكل";
    std::vector<std::size_t> begins = {0};
    if (script_of(word) != Script::arabic) return begins;
    add_begins(word, 0, begins);
    const auto is_letter_of = [word](std::size_t at, std::u32string_view letters) {
        return at < word.size() && letters.find(word[at]) != std::u32string_view::npos;
    };
    const std::size_t most = is_letter_of(0, before_all) ? 2 : 1;
    for (std::size_t at = 1; at <= most; ++at) {
        const bool is_particle = is_letter_of(at - 1, before_article) || (at == 1 && is_letter_of(0, before_all));
        if (!is_particle) break;
        add_begins(word, at, begins);
        if (word.size() >= at + min_after_letter) begins.push_back(at);
    }
    std::ranges::sort(begins);
    begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
    return begins;
}

std::vector<std::u32string> without_particles(std::u32string_view word) {
    std::vector<std::u32string> words;
    for (const std::size_t begin : word_begins(word))
        words.emplace_back(word.substr(begin));
    return words;
}

std::vector<std::u32string> with_particles(std::u32string_view word) {
    constexpr std::array<std::u32string_view, 3> first = {U"", U"و", U"ف"};
    constexpr std::array<std::u32string_view, 8> second = {U"", U"ال", U"ب", U"بال", U"ك", U"كال", U"ل", U"لل"};
    std::vector<std::u32string> words;
    for (const std::u32string_view a : first) {
        for (const std::u32string_view b : second) {
            std::u32string whole(a);
            whole += b;
            whole += word;
            words.push_back(std::move(whole));
        }
    }
    return words;
}

std::vector<std::u32string> shared_beginnings(std::u32string_view word) {
    std::vector<std::u32string> stems;
    switch (script_of(word)) {
        case Script::latin: add_latin(stems, word); break;
        case Script::cyrillic: add_cyrillic(stems, word); break;
        case Script::arabic: add_arabic(stems, word); break;
        case Script::other: break;
    }
    std::erase(stems, word);
    return stems;
}

bool is_one_letter_off(std::u32string_view typed, std::u32string_view word, Match match) {
    const auto follows = [match](std::u32string_view rest, std::u32string_view of) {
        return match == Match::whole ? rest == of : of.starts_with(rest);
    };
    std::size_t same = 0;
    while (same < typed.size() && same < word.size() && typed[same] == word[same])
        ++same;
    const std::u32string_view rest = typed.substr(same);
    const std::u32string_view other = word.substr(same);
    if (rest.empty()) return match == Match::beginning || other.size() <= 1;
    if (follows(rest.substr(1), other)) return true;  // one too many
    if (other.empty()) return false;
    if (follows(rest.substr(1), other.substr(1))) return true;  // another
    if (follows(rest, other.substr(1))) return true;            // one missing
    return rest.size() > 1 && other.size() > 1 && rest[0] == other[1] && rest[1] == other[0] &&
           follows(rest.substr(2), other.substr(2));
}

Script script_of(std::u32string_view word) {
    const char32_t letter = word.empty() ? U' ' : word.front();
    if (letter < 0x0250) return Script::latin;
    if (letter >= 0x0400 && letter < 0x0530) return Script::cyrillic;
    if (letter >= 0x0600 && letter < 0x0700) return Script::arabic;
    return Script::other;
}

bool has_digit(std::u32string_view word) {
    return std::ranges::any_of(word, [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

}  // namespace content
