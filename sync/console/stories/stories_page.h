#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "content/base/finding.h"
#include "sync/console/viewer.h"
#include "sync/desk/story_list.h"

namespace console {

/// The address of a story's page.
[[nodiscard]] Path story_path(const std::string& id);

/// Stories: what screens have, drafts, what is over. A part of them, with the way to the next part.
struct StoriesPage {
    std::vector<desk::StoryRow> rows{};  ///< of this part
    std::size_t found = 0;               ///< by `wish`, in all parts
    std::size_t first = 0;               ///< number of the first row of this part, from 0
    desk::StoryWish wish{};
    std::map<desk::StoryState, std::size_t> counts{};  ///< of all stories
    std::vector<content::Finding> faults{};            ///< errors of the pack, for which nothing can be published
    bool may_edit = false;
    std::string said{};  ///< a key of words about what was just done; empty: nothing
};
inline constexpr std::size_t stories_on_page = 100;

[[nodiscard]] std::string stories_page(const Viewer& viewer, const StoriesPage& page);

/// "In the text, not on the screens": a word and a sign for how a story stands.
[[nodiscard]] Html story_state(const Viewer& viewer, desk::StoryState state);

}  // namespace console
