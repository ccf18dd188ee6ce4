#pragma once

#include <optional>
#include <string_view>

#include "content/base/time.h"
#include "kiosk/frame/screen.h"

namespace kiosk {

/// When a screen opens or closes.
struct OpeningState {
    bool is_open = true;
    content::Instant since{};                 ///< how it is since then; the beginning of time: always
    std::optional<content::Instant> until{};  ///< when it changes; none: never
};

/// How it is at `now` by the clocks of `zone`. Days of a clock change have the hours that the clocks on the wall show.
/// Always open where the zone is not known: nobody knows then how late it is.
[[nodiscard]] OpeningState opening_at(const OpeningHours& hours, content::Instant now, std::string_view zone);

}  // namespace kiosk
