#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/finding.h"
#include "content/base/time.h"
#include "content/pack/ical_zone.h"

/// Reading RFC 5545 calendars into plain values with line numbers. Not here: what the properties mean to us.
namespace content {

/// A DATE or DATE-TIME as it stands in a calendar.
struct IcalMoment {
    LocalTime local;
    bool is_date = false;
    bool is_utc = false;
    std::string tzid;  ///< empty for UTC, dates and floating times
};

struct IcalProperty {
    std::string name;   ///< upper case: "SUMMARY", "X-ROTUNDA-ROOM"
    std::string value;  ///< text without its escapes; values that commas separate stay one text
    int line = 0;
    std::optional<IcalMoment> moment;     ///< of a DATE or DATE-TIME, or the start of a PERIOD
    std::optional<int> duration_seconds;  ///< of a DURATION or PERIOD
    bool is_this_and_future = false;      ///< RANGE=THISANDFUTURE of a RECURRENCE-ID
};

struct IcalEvent {
    int line = 0;  ///< of BEGIN:VEVENT
    std::vector<IcalProperty> properties;

    /// The first of that name, or null.
    [[nodiscard]] const IcalProperty* find(std::string_view name) const;
    /// The value of the first of that name, without white space at both ends; empty when there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] int line_of(std::string_view name) const;
};

/// What to do with an event that has a property libical cannot read. A pack's own calendar must be right; in
/// somebody else's, the rest of the event is worth having.
enum class IcalFaults { leave_event_out, leave_property_out };

/// The time zones that a calendar defines itself (VTIMEZONE).
class IcalZones {
public:
    /// The instant of a local time in the zone that the calendar calls `tzid`. A name of a place that the system knows
    /// (resolve_zone()) is the system's zone: the definitions that programs write along are often cut to one year. Any
    /// other is the calendar's own; nothing for a zone that nobody knows.
    [[nodiscard]] std::optional<Instant> to_instant(const LocalTime& local, const std::string& tzid) const;
    /// False where the calendar's own definition is used and says nothing of that day, see IcalZone::covers().
    [[nodiscard]] bool covers(const Date& date, const std::string& tzid) const;
    /// The instant by the calendar's own definition, whatever the system knows; nothing without one.
    [[nodiscard]] std::optional<Instant> defined_instant(const LocalTime& local, const std::string& tzid) const;

private:
    friend struct Ical read_ical(std::string_view bytes, const std::string& file, IcalFaults faults);
    std::map<std::string, IcalZone> zones_;  ///< by TZID
};

struct Ical {
    std::vector<IcalEvent> events;
    IcalZones zones;
    std::string default_zone = {};  ///< X-WR-TIMEZONE, as IANA has it: that of times without a zone; may be empty
    std::vector<Finding> findings;  ///< what is not RFC 5545; an event with an error is left out
};

/// Lines are unfolded as bytes, before UTF-8 is decoded, because a fold may stand inside a character (RFC 5545 3.1).
[[nodiscard]] Ical read_ical(std::string_view bytes, const std::string& file,
                             IcalFaults faults = IcalFaults::leave_event_out);

}  // namespace content
