#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace content {

/// The times of day in an editor's words, as "13:10": written with a colon, or with an h as in French.
[[nodiscard]] std::vector<std::string> clock_times(std::string_view text);
/// The detail of a notice without the parts, set apart by " · ", that only say when its event is ("Today, 13:10 –
/// 14:00"): the event itself says that, also after it was moved. A sentence in which a time occurs stays.
[[nodiscard]] std::string without_event_time(std::string_view detail);

}  // namespace content
