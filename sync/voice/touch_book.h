#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "content/screen/touch_hours.h"

namespace syncing {

/// As many of the newest hours as one report may have, for a stick.
[[nodiscard]] std::vector<content::TouchHour> newest_touches(const std::filesystem::path& folder);

/// Which hours of touches, as a display has written them, the hub has not received. It is kept in memory only: what is
/// told twice counts once.
class TouchBook {
public:
    /// Reads what the display has written in `folder` again.
    void look(const std::filesystem::path& folder);
    /// As many as one report may have, the oldest first.
    [[nodiscard]] std::vector<content::TouchHour> untold() const;
    /// The hub has these now.
    void received(const std::vector<content::TouchHour>& told);

private:
    std::vector<content::TouchHour> hours_{};
    std::map<content::Instant, std::int64_t> told_{};  ///< what was told of an hour
};

}  // namespace syncing
