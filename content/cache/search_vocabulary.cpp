#include "content/cache/search_vocabulary.h"

#include <algorithm>

#include "content/cache/cache_database.h"
#include "content/cache/pinyin.h"
#include "content/cache/search_words.h"
#include "content/cache/word_forms.h"

namespace content {
namespace {

constexpr std::size_t max_word_bytes = 80;
constexpr std::size_t max_words = 1'000'000;  // 10,000 items in seven languages have a third of it
constexpr std::size_t max_near = 40;          // each is looked up
constexpr std::string_view first_chinese = "\u2E80";

bool is_near_arabic(const std::vector<std::u32string>& bases, std::u32string_view word, Match match) {
    for (const std::size_t begin : word_begins(word)) {
        for (const std::u32string& base : bases) {
            if (is_one_letter_off(base, word.substr(begin), match)) return true;
        }
    }
    return false;
}

}  // namespace

void make_vocabulary_table(SQLite::Database& database) {
    // A table of the connection, not of the file, which is open for reading only. `query_only` forbids that too.
    SQLite::Statement query(database, "PRAGMA query_only");
    const bool is_reader = query.executeStep() && query.getColumn(0).getInt() != 0;
    query.reset();
    if (is_reader) database.exec("PRAGMA query_only = OFF");
    database.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, found, row)");
    if (is_reader) database.exec("PRAGMA query_only = ON");
}

Vocabulary Vocabulary::read(const SQLite::Database& database, Part part) {
    Vocabulary vocabulary;
    // What is Chinese, and no reading of it, lies between the two.
    SQLite::Statement query(database, "SELECT term, doc FROM temp.words WHERE term >= ? AND term < ?");
    query.bind(1, part == Part::words ? std::string() : std::string(pinyin_prefix));
    query.bind(2, part == Part::words ? std::string(first_chinese) : std::string(initials_prefix));
    while (query.executeStep() && vocabulary.entries_.size() < max_words) {
        const auto column = query.getColumn(0);
        if (column.getBytes() > static_cast<int>(max_word_bytes)) continue;
        const std::u32string word = to_utf32(column.getString());
        if (word.size() < 2 || has_digit(word)) continue;
        vocabulary.entries_.push_back({static_cast<std::uint32_t>(vocabulary.letters_.size()),
                                       static_cast<std::uint32_t>(word.size()),
                                       static_cast<std::uint32_t>(query.getColumn(1).getInt())});
        vocabulary.letters_ += word;
    }
    return vocabulary;
}

template <class IsNear>
std::vector<std::string> Vocabulary::choose(const IsNear& is_near) const {
    std::vector<const Entry*> found;
    for (const Entry& entry : entries_) {
        if (is_near(word(entry))) found.push_back(&entry);
    }
    const std::size_t count = std::min(found.size(), max_near);
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count),
                              [](const Entry* a, const Entry* b) { return a->items > b->items; });
    std::vector<std::string> words;
    for (std::size_t i = 0; i < count; ++i)
        words.push_back(to_utf8(word(*found[i])));
    return words;
}

std::vector<std::string> Vocabulary::near(std::u32string_view typed, bool is_beginning) const {
    if (typed.empty()) return {};
    const Match match = is_beginning ? Match::beginning : Match::whole;
    const Script script = script_of(typed);
    if (script == Script::arabic) {
        const std::vector<std::u32string> bases = without_particles(typed);
        return choose([&](std::u32string_view word) {
            return script_of(word) == script && is_near_arabic(bases, word, Match::whole);
        });
    }
    return choose([&](std::u32string_view word) { return is_one_letter_off(typed, word, match); });
}

std::vector<std::string> Vocabulary::near_pinyin(std::u32string_view typed) const {
    return choose(
        [typed](std::u32string_view word) { return is_one_letter_off(typed, word.substr(1), Match::beginning); });
}

}  // namespace content
