#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/console/stories/story_page.h"

namespace console {

/// Somebody else changed the story meanwhile: both texts of each field that differs, and what is proposed.
struct MergePage {
    std::string id{};
    std::string headline{};
    content::Language language = content::Language::en;
    std::vector<desk::FieldMerge> merges{};
    desk::FormFields fields{};  ///< all that was typed, with what is proposed for clean fields
    desk::FormFields theirs{};
    std::string version{};  ///< of theirs
    std::string nonce{};
    bool may_publish = false;
    std::int64_t screens = 0;
};
[[nodiscard]] std::string merge_page(const Viewer& viewer, const MergePage& page);

}  // namespace console
