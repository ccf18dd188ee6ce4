#pragma once

#include <optional>
#include <string>

#include "content/import/common/import_builder.h"
#include "content/items/items.h"
#include "content/pack/ical.h"

/// Parts of import_icalendar: what one VEVENT means. Nobody else calls them.
namespace content {

/// When an event, or one of its occurrences, takes place.
struct Occurrence {
    LocalTime local;
    std::string tzid;  ///< as in the calendar; "UTC", or empty for floating times
    bool is_date = false;
    Instant start;     ///< unless is_date
    long seconds = 0;  ///< how long; unless is_date
    int days = 1;      ///< how many; if is_date

    /// "20240318T090000Z" or "20240318": the identity of an occurrence in its series.
    [[nodiscard]] std::string key() const;
};

class CalendarEventReader {
public:
    explicit CalendarEventReader(ImportBuilder& builder) : builder_(builder) {}

    /// When an event takes place, by its DTSTART, DTEND and DURATION; nothing, with a warning, for an event that has no
    /// start.
    [[nodiscard]] std::optional<Occurrence> first_occurrence(const IcalEvent& event, const Ical& calendar);
    /// The moment of a property of `event`, such as EXDATE; nothing, with a warning, when the property is no moment.
    [[nodiscard]] std::optional<Occurrence> occurrence_of(const IcalProperty& property, const Ical& calendar,
                                                          const IcalEvent& event);
    /// The occurrence of the series of `first` that begins at `time`.
    [[nodiscard]] Occurrence at(const LocalTime& time, const Occurrence& first, const Ical& calendar);
    /// Which occurrence of the series of `first` is meant by EXDATE or RECURRENCE-ID, whose value may be of another
    /// type than DTSTART (a day or a time), in another zone or in none.
    [[nodiscard]] Occurrence in_series(const Occurrence& meant, const Occurrence& first, const Ical& calendar);
    /// The event at `when`, without its id; nothing, with a warning, for an event without a title.
    [[nodiscard]] std::optional<Event> read(const IcalEvent& event, const Ical& calendar, const Occurrence& when);

private:
    [[nodiscard]] Instant instant_of(const LocalTime& local, const std::string& tzid, const Ical& calendar,
                                     std::size_t line);
    void read_length(Occurrence& result, const IcalEvent& event, const Ical& calendar);
    /// Makes whole days of what lasts from midnight to midnight, as Exchange and others write them.
    void read_midnights(Occurrence& result, const IcalEvent& event);
    [[nodiscard]] Span span_of(const IcalEvent& event, const Occurrence& when) const;
    [[nodiscard]] EventText read_text(const IcalEvent& event, Event& result);

    ImportBuilder& builder_;
};

}  // namespace content
