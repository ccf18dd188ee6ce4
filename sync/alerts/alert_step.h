#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/alerts/alert.h"
#include "sync/alerts/situation.h"

/// From what was known to what is known now, and whom that is told to. Pure.
namespace alerts {

/// What a look at a situation comes to.
struct Step {
    std::vector<Alert> changed{};  ///< to be written; those that are new have no id
    std::vector<Event> events{};   ///< to be told, in one message
};
/// `known` are the alerts that are open, and those that ended within limits::flapping. What is well for
/// limits::settled has ended; what begins again soon after must be well for limits::flapping. What nobody has
/// acknowledged within limits::unanswered is told to the second person, once.
[[nodiscard]] Step step(const std::vector<Alert>& known, const Situation& situation);

/// The message of each morning.
struct Morning {
    std::int64_t due = 0;               ///< screens that should show something now
    std::int64_t well = 0;              ///< of them those that do
    std::int64_t closed = 0;            ///< others, outside their opening hours
    std::vector<std::string> others{};  ///< names of those that are due and not well, as many as a message has room for
    std::vector<Alert> open{};          ///< what else is wrong
};
[[nodiscard]] Morning morning_of(const std::vector<Alert>& known, const Situation& situation);

/// Which days are the conference, and when in the morning its message is sent.
struct MorningTimes {
    std::optional<content::Date> first_day{};  ///< none: there is no such message
    std::optional<content::Date> last_day{};
    int minute = 7 * 60 + 30;  ///< of the day
};
/// The day whose message is to be sent now, unless `said` has it: for limits::morning from its time on.
[[nodiscard]] std::optional<content::Date> morning_due(const MorningTimes& times, content::Instant now,
                                                       const std::string& zone,
                                                       const std::optional<content::Date>& said);

}  // namespace alerts
