#include "content/cache/search_query.h"

#include <algorithm>
#include <span>

#include "content/base/text.h"
#include "content/cache/pinyin.h"
#include "content/cache/search_words.h"
#include "content/cache/word_forms.h"

namespace content {
namespace {

constexpr std::size_t max_query_words = 8;  // more are not needed to find anything, and each costs a look-up
constexpr std::size_t max_query_parts = 16;
constexpr std::size_t min_misspelt = 4;         // letters; of three, one wrong leaves too little
constexpr std::size_t min_arabic_misspelt = 3;  // without particles
constexpr std::size_t min_chinese_misspelt = 3;

using Parts = std::span<const FoldedWord>;

std::string phrase_of(std::string_view words) {
    std::string phrase = "\"";
    phrase += words;
    phrase += '"';
    return phrase;
}

std::string spaced(Parts parts) {
    std::string text;
    for (const FoldedWord& part : parts) {
        if (!text.empty()) text += ' ';
        text += part.text;
    }
    return text;
}

std::string joined(Parts parts) {
    std::string text;
    for (const FoldedWord& part : parts)
        text += part.text;
    return text;
}

std::string either(const std::vector<std::string>& expressions) {
    std::string all;
    for (const std::string& expression : expressions) {
        if (!all.empty()) all += " OR ";
        all += expression;
    }
    return expressions.size() > 1 ? "(" + all + ")" : all;
}

/// "m2" for "m 2": where letters and digits meet; empty where they do not.
std::string parted(std::u32string_view word) {
    std::u32string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (i > 0 && has_digit(word.substr(i - 1, 1)) != has_digit(word.substr(i, 1))) text += U' ';
        text += word[i];
    }
    return text.size() == word.size() ? std::string() : to_utf8(text);
}

void add_arabic(QueryWord& word, std::u32string_view text) {
    for (const std::u32string& base : without_particles(text)) {
        for (const std::u32string& whole : with_particles(base))
            word.same.push_back(phrase_of(to_utf8(whole)));
        for (const std::u32string& stem : shared_beginnings(base)) {
            for (const std::u32string& whole : with_particles(stem))
                word.forms.push_back(phrase_of(to_utf8(whole)) + '*');
        }
    }
}

void add_plain(QueryWord& word, const std::string& bytes) {
    const std::u32string text = to_utf32(bytes);
    word.same.push_back(phrase_of(bytes));
    if (has_digit(text)) {
        if (const std::string parts = parted(text); !parts.empty()) word.same.push_back(phrase_of(parts));
        return;
    }
    const Script script = script_of(text);
    if (script == Script::arabic) {
        add_arabic(word, text);
    } else {
        for (const std::u32string& stem : shared_beginnings(text))
            word.forms.push_back(phrase_of(to_utf8(stem)) + '*');
        if (script == Script::latin && text.size() > 2) {
            word.forms.push_back(phrase_of(bytes + "s"));
            word.forms.push_back(phrase_of(bytes + "es"));
        }
    }
    const std::size_t letters = without_particles(text).back().size();
    if (letters >= (script == Script::arabic ? min_arabic_misspelt : min_misspelt)) word.misspelt = text;
}

/// Of a run of Chinese with one wrong character, the characters before and behind it must be there.
void add_broken(QueryWord& word, Parts pairs) {
    if (pairs.size() + 1 < min_chinese_misspelt) return;
    for (std::size_t wrong = 0; wrong <= pairs.size(); ++wrong) {
        std::string left;
        if (wrong >= 2) left = phrase_of(spaced(pairs.first(wrong - 1)));
        std::string right;
        if (wrong + 1 < pairs.size()) right = phrase_of(spaced(pairs.subspan(wrong + 1)));
        if (left.empty() && right.empty()) continue;
        word.broken.push_back(left.empty() || right.empty() ? left + right : "(" + left + " AND " + right + ")");
    }
}

QueryWord read_word(Parts parts, bool is_beginning) {
    // "l'accord": the article is not what anybody looks for.
    if (parts.size() > 1 && parts[1].joint == Joint::apostrophe && count_characters(parts[0].text) == 1) {
        parts = parts.subspan(1);
    }
    QueryWord word;
    const bool is_chinese = std::ranges::all_of(parts, &FoldedWord::is_chinese);
    // The index has a lone character as the beginning of pairs.
    word.is_beginning = is_beginning || parts.back().is_lone;
    if (parts.size() == 1 && !is_chinese) {
        add_plain(word, parts[0].text);
    } else {
        word.same.push_back(phrase_of(spaced(parts)));
        const bool has_chinese = std::ranges::any_of(parts, &FoldedWord::is_chinese);
        if (!has_chinese) word.same.push_back(phrase_of(joined(parts)));
        if (is_chinese) add_broken(word, parts);
    }
    if (word.is_beginning) {
        const std::vector<std::string> whole = word.same;
        for (const std::string& phrase : whole)
            word.forms.push_back(phrase + '*');
    }
    return word;
}

bool is_number(const FoldedWord& word) {
    return std::ranges::all_of(word.text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Where the word that begins at `begin` ends: at white space, unless a letter and a number stand beside it ("L 5").
std::size_t end_of_word(Parts parts, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < parts.size()) {
        const bool is_symbol = count_characters(parts[end - 1].text) == 1 && !parts[end - 1].is_chinese &&
                               !is_number(parts[end - 1]) && is_number(parts[end]);
        if (parts[end].joint == Joint::space && !is_symbol) break;
        ++end;
    }
    return end;
}

/// Letters that may be the reading of Chinese. ü is typed as v.
std::u32string read_pinyin(Parts parts) {
    std::string letters = joined(parts);
    if (!std::ranges::all_of(letters, [](char c) { return c >= 'a' && c <= 'z'; })) return {};
    std::ranges::replace(letters, 'v', 'u');
    return to_utf32(letters);
}

/// Two letters, or one Chinese character.
bool is_enough(Parts words) {
    std::size_t letters = 0;
    for (const FoldedWord& word : words)
        letters += word.is_chinese ? 2 : count_characters(word.text);
    return letters >= 2;
}

void add_pinyin(std::vector<std::string>& phrases, const std::u32string& pinyin) {
    if (pinyin.size() < 2) return;
    const std::string letters = to_utf8(pinyin);
    phrases.push_back(phrase_of(std::string(pinyin_prefix) + letters) + '*');
    phrases.push_back(phrase_of(std::string(initials_prefix) + letters) + '*');
}

}  // namespace

std::optional<Query> read_query(std::string_view typed, Language preferred) {
    constexpr std::string_view blank = " \t\n";
    const std::vector<FoldedWord> all = fold_words(typed);
    if (!is_enough(all)) return std::nullopt;
    const bool has_chinese = std::ranges::any_of(all, &FoldedWord::is_chinese);
    const Parts parts = Parts(all).first(std::min(all.size(), max_query_parts));
    const bool may_go_on = blank.find(typed.back()) == std::string_view::npos;
    Query query;
    for (std::size_t begin = 0; begin < parts.size() && query.words.size() < max_query_words;) {
        const std::size_t end = end_of_word(parts, begin);
        const Parts word = parts.subspan(begin, end - begin);
        query.words.push_back(read_word(word, may_go_on && end == all.size()));
        if (preferred == Language::zh) add_pinyin(query.words.back().forms, read_pinyin(word));
        begin = end;
    }
    if (query.words.size() > 1) {
        const std::string together = joined(parts);
        if (!has_chinese && has_digit(to_utf32(together))) query.together.push_back(phrase_of(together) + '*');
    }
    if (preferred == Language::zh) query.pinyin = read_pinyin(parts);
    return query;
}

bool is_searchable(std::string_view typed) {
    return is_enough(fold_words(typed));
}

std::string expression_of(const Query& query, Likeness likeness) {
    std::string all;
    for (const QueryWord& word : query.words) {
        std::vector<std::string> phrases = word.same;
        if (likeness == Likeness::forms) phrases.insert(phrases.end(), word.forms.begin(), word.forms.end());
        if (!all.empty()) all += " AND ";
        all += either(phrases);
    }
    if (likeness == Likeness::same) return all;
    std::vector<std::string> ways = {"(" + all + ")"};
    ways.insert(ways.end(), query.together.begin(), query.together.end());
    if (query.words.size() > 1) add_pinyin(ways, query.pinyin);
    return either(ways);
}

std::string expression_of(const Query& query, const Corrections& corrections) {
    std::string all;
    bool is_corrected = false;
    for (std::size_t i = 0; i < query.words.size(); ++i) {
        const QueryWord& word = query.words[i];
        std::vector<std::string> phrases = word.same;
        phrases.insert(phrases.end(), word.forms.begin(), word.forms.end());
        phrases.insert(phrases.end(), word.broken.begin(), word.broken.end());
        is_corrected = is_corrected || !word.broken.empty() || !corrections.words[i].empty();
        for (const std::string& correction : corrections.words[i])
            phrases.push_back(phrase_of(correction));
        if (!all.empty()) all += " AND ";
        all += either(phrases);
    }
    if (!is_corrected && corrections.pinyin.empty()) return {};
    std::vector<std::string> ways = {"(" + all + ")"};
    for (const std::string& correction : corrections.pinyin)
        ways.push_back(phrase_of(correction));
    return either(ways);
}

}  // namespace content
