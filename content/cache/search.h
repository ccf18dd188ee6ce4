#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/base/result.h"
#include "content/items/item_kind.h"
#include "content/items/items.h"

/// Finds items by what a visitor types, and stores nothing of it. Not here: which items may be shown now (kiosk), how
/// words are compared (search_words.h).
namespace content {

/// One item found.
struct Hit {
    ItemKind kind = ItemKind::story;
    std::string id;
    Language language = Language::en;  ///< in which it was found
    /// Hits of one rank match equally well, and who shows them may order them: 0 is the best. From `misspelt_rank` on
    /// they match only if a letter of what was typed is wrong.
    int rank = 0;
    static constexpr int misspelt_rank = 100;

    bool operator==(const Hit&) const = default;
};

class Search {
public:
    virtual ~Search() = default;
    /// At most `limit` items that have all words of `typed` in one language, the last word as a beginning, best first:
    /// in the title or room as they were typed, then in another form (plural, case, pinyin) or begun; then in gist,
    /// place and the rest. What is found only in another language than the visitor reads it in comes after that. Where
    /// fewer than five items have the words, those follow that have them but for one letter. Empty with fewer than two
    /// letters (one of Chinese), and when the index is damaged.
    [[nodiscard]] virtual std::vector<Hit> find(std::string_view typed, Language preferred,
                                                std::size_t limit) const = 0;
};

/// Searches what is active in a cache; a release activated later is searched from then on. Code::bad_input when its
/// index is damaged or was not written by this version: then search_of_pack.
[[nodiscard]] Result<std::unique_ptr<Search>> search_of_cache(const std::filesystem::path& file);
/// Indexes the pack in memory. Takes about a tenth of a millisecond for each item and language.
[[nodiscard]] Result<std::unique_ptr<Search>> search_of_pack(const Pack& pack);

}  // namespace content
