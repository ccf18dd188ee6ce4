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

    bool operator==(const Hit&) const = default;
};

class Search {
public:
    virtual ~Search() = default;
    /// At most `limit` items that have all words of `typed` in one language, the last word as a beginning: first what
    /// is found in `preferred`, then in the other languages; within a language the best first (in the title, then gist,
    /// place and room, then the rest). Empty with fewer than two letters, and when the index is damaged.
    [[nodiscard]] virtual std::vector<Hit> find(std::string_view typed, Language preferred,
                                                std::size_t limit) const = 0;
};

/// Searches what is active in a cache; a release activated later is searched from then on. Code::bad_input when its
/// index is damaged or was not written by this version: then search_of_pack.
[[nodiscard]] Result<std::unique_ptr<Search>> search_of_cache(const std::filesystem::path& file);
/// Indexes the pack in memory. Takes about a tenth of a millisecond for each item and language.
[[nodiscard]] Result<std::unique_ptr<Search>> search_of_pack(const Pack& pack);

}  // namespace content
