#pragma once

#include <filesystem>
#include <string>

#include "content/base/result.h"
#include "content/edit/item_edits.h"
#include "sync/desk/pack_view.h"

namespace desk {

/// How many previews are kept at once: of a few people who edit, in a few languages.
inline constexpr std::size_t kept_previews = 20;

/// A pack of one story, as it is in its draft or published, with what else its pictures show: the edition and its
/// photo. It lies in `folder` under a name made of its bytes, so that one that is there already is the same. The oldest
/// of more than kept_previews go. `pack`: where photos are taken from. Code::not_found: there is no such story; io.
[[nodiscard]] content::Result<std::filesystem::path> keep_story_preview(const PackView& view,
                                                                        const std::filesystem::path& pack,
                                                                        const std::string& story,
                                                                        content::edit::Place place,
                                                                        const std::filesystem::path& folder);

}  // namespace desk
