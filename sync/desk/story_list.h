#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/language.h"
#include "content/base/time.h"
#include "content/items/items.h"
#include "sync/desk/pack_view.h"

/// The stories of a pack as a list for those who edit it. Pure.
namespace desk {

/// How a story stands, in the order in which a list has them.
enum class StoryState {
    draft,   ///< no screen has it
    edited,  ///< screens have it, and there is an edit of it that they do not have
    shown,
    coming,  ///< screens have it, and show it later
    over,    ///< screens have it, and do not show it any more
};
inline constexpr content::Names<StoryState, 5> story_state_names = {{{StoryState::draft, "draft"},
                                                                     {StoryState::edited, "edited"},
                                                                     {StoryState::shown, "shown"},
                                                                     {StoryState::coming, "coming"},
                                                                     {StoryState::over, "over"}}};

struct StoryRow {
    std::string id{};
    std::string headline{};                              ///< of the draft where there is one
    content::Language language = content::Language::en;  ///< of `headline`
    std::string topic{};
    std::vector<content::Language> languages{};  ///< it is written in
    bool is_published = false;
    bool has_draft = false;
    content::Validity validity{};  ///< of what is published, else of the draft
    std::string words{};           ///< what is searched: all its texts, folded
};

[[nodiscard]] StoryState state_of(const StoryRow& row, content::Instant now);

/// All stories, published and drafts; a pending edit is no row of its own. By headline.
[[nodiscard]] std::vector<StoryRow> story_rows(const PackView& view);

struct StoryWish {
    std::string words{};                ///< all of which a row must have; in any case, with or without accents' case
    std::optional<StoryState> state{};  ///< none: all
};
/// Those that are wished for, by state, then by headline.
[[nodiscard]] std::vector<StoryRow> find_stories(const std::vector<StoryRow>& rows, const StoryWish& wish,
                                                 content::Instant now);

}  // namespace desk
