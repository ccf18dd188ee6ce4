#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/layers/source_tree.h"

/// Which folder may include which: one table, the same as that of ARCHITECTURE.md, "Folders, and who may know whom".
namespace layers {

/// What the files of one or more folders may include besides their own folder.
struct Arrow {
    std::string_view from;             ///< "content/tuf", or several at once: "content/import/{feed,table}"
    std::vector<std::string_view> to;  ///< folders; "content/*" is every one of the library
};
using Arrows = std::vector<Arrow>;

/// The project's own table, from the lowest folder of each library up.
[[nodiscard]] const Arrows& arrows();

/// The folders that `folder` may include: its row, and the rows of the folders of its own library that it may include.
/// A row's arrow into another library is not followed further. Empty when no row is about the folder.
[[nodiscard]] std::set<std::string> reachable(const Arrows& table, const std::string& folder);
/// Whether a row of the table is about it.
[[nodiscard]] bool has_row(const Arrows& table, std::string_view folder);

/// Includes against the arrows, and folders of the products that no row is about.
[[nodiscard]] std::vector<Violation> check_arrows(const SourceTree& tree, const Arrows& table);

/// From and to of each arrow that no include takes, in the order of the table.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> unused_arrows(const SourceTree& tree,
                                                                             const Arrows& table);

/// Rows that a reader of the page and this check would understand differently. The page's rows look like
/// "| `content/tuf` | what is in it | base, items |": folders of the same library without its name.
[[nodiscard]] std::vector<Violation> check_page_of_arrows(const File& page, const Arrows& table);

/// "content/import/{feed,table}" -> "content/import/feed", "content/import/table".
[[nodiscard]] std::vector<std::string> expand(std::string_view folders);

}  // namespace layers
