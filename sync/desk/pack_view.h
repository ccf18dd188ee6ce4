#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/base/language.h"
#include "content/edit/item_edits.h"
#include "content/items/item_kind.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"

namespace desk {

/// A pack's folder as it was when it was looked at: what pages are made from. It does not change any more.
struct PackView {
    content::SourceTree tree{};                      ///< all of it; what is in drafts lies under "drafts/"
    content::Pack pack{};                            ///< what screens show as soon as it is published
    std::vector<content::Finding> findings{};        ///< of reading `pack`; with errors nothing of it can be published
    content::Pack drafts{};                          ///< what lies in drafts/, as a pack of its own
    std::vector<content::Finding> draft_findings{};  ///< of reading it; files are named from the pack's folder on
    std::uint64_t number = 0;                        ///< another one as soon as anything is other than before
};

/// Of the sources of a pack. Pure.
[[nodiscard]] PackView view_of(content::SourceTree tree);

/// The SHA-256 of files, by path in the pack; empty where there is none.
using FileVersions = std::map<std::string, std::string>;

/// Of the files that `changes` touch, as `tree` has them: what PackDesk::save() needs to know that they are still so.
[[nodiscard]] FileVersions versions_of(const content::edit::FileChanges& changes, const content::SourceTree& tree);

/// The file of a story or call in a language, by its path in the pack; that of the original where there is no
/// translation, or it is in its own language.
[[nodiscard]] std::string file_of(const PackView& view, content::ItemKind kind, content::edit::Place place,
                                  std::string_view id, content::Language language);

/// What a form about an item notes, so that it is known later whether somebody else changed it meanwhile: 64 digits
/// that are others when the item is. Of a story or call, its file in `language` counts, and so two people may work on
/// two languages at once; a translation that is not there yet has the version of its original. Of other items all that
/// is read of them counts. Empty: there is no such item.
[[nodiscard]] std::string version_of(const PackView& view, content::ItemKind kind, content::edit::Place place,
                                     std::string_view id, content::Language language);

}  // namespace desk
