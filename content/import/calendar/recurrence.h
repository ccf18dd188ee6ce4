#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "content/pack/ical.h"

namespace content {

/// The occurrences of one rule.
struct RuleDates {
    std::vector<LocalTime> times;     ///< in the zone of the event, in order, not after the last day asked for
    std::optional<IcalMoment> until;  ///< the rule's UNTIL: occurrences after it are still in `times`
    bool is_cut = false;              ///< there are more, see limits::import_occurrences
    bool has_ended = false;           ///< there are none after the last day asked for, as COUNT or UNTIL say
};

/// The times of an RRULE (RFC 5545 3.3.10) that begins at `start`, from the day `first` to the day `last`. `budget` is
/// the work that is left for all rules of a source (limits::import_recurrence_work) and gets smaller: Code::too_large
/// for a rule that needs more, Code::unsupported for rules by the second or minute, Code::bad_input for text that is no
/// rule.
[[nodiscard]] Result<RuleDates> expand_rule(const std::string& rule, const LocalTime& start, const Date& first,
                                            const Date& last, std::size_t& budget);

}  // namespace content
