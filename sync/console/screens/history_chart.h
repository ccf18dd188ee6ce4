#pragma once

#include <string_view>

#include "sync/console/viewer.h"

namespace console {

/// What a screen that is here `since` then did in the minutes before `end`, one letter each (screens/history.h), the
/// oldest first: a table of its states, each with how long and a strip of when, and all changes in words behind it.
/// Empty without a letter.
[[nodiscard]] Html history_chart(const Viewer& viewer, std::string_view minutes, content::Instant end,
                                 content::Instant since);

}  // namespace console
