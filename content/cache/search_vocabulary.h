#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace SQLite {  // NOLINT(readability-identifier-naming): theirs
class Database;
}

/// The different words of an index in memory, to find those that a misspelt one may have meant: looking at each of
/// 100,000 takes a few milliseconds, and nothing of it need be stored in caches.
namespace content {

/// Shows the words of the table `found` as a table of this connection. Throws SQLite::Exception.
void make_vocabulary_table(SQLite::Database& database);

class Vocabulary {
public:
    enum class Part { words, pinyin };
    /// The words of that table, or the readings of Chinese (pinyin.h), which are many; Chinese itself, numbers and what
    /// is longer than any word are left out. Throws SQLite::Exception.
    [[nodiscard]] static Vocabulary read(const SQLite::Database& database, Part part);

    /// Words that `typed` is one letter off, or that begin so; those that more items have come first, at most as many
    /// as a search can take. Of Arabic the particles before a word do not count.
    [[nodiscard]] std::vector<std::string> near(std::u32string_view typed, bool is_beginning) const;
    /// The same for readings of Chinese, which `typed` begins.
    [[nodiscard]] std::vector<std::string> near_pinyin(std::u32string_view typed) const;

private:
    struct Entry {
        std::uint32_t begin = 0;  ///< in letters_
        std::uint32_t size = 0;
        std::uint32_t items = 0;  ///< rows that have the word
    };

    template <class IsNear>
    [[nodiscard]] std::vector<std::string> choose(const IsNear& is_near) const;
    [[nodiscard]] std::u32string_view word(const Entry& entry) const {
        return std::u32string_view(letters_).substr(entry.begin, entry.size);
    }

    std::u32string letters_;  ///< all words, one behind the other
    std::vector<Entry> entries_;
};

}  // namespace content
