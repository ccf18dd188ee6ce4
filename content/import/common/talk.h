#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/import/common/import_builder.h"

/// What the importers of conference schedules have in common.
namespace content {

/// A talk as its schedule has it: texts unchecked, times as written.
struct Talk {
    std::string identity;  ///< guid, or empty
    std::string number;    ///< the schedule's own id, or empty
    std::string title;
    std::string subtitle;
    std::string abstract;
    std::string description;
    std::string date;       ///< "2023-09-10T05:00:00+00:00", or empty
    std::string day;        ///< "2023-09-10": the day of the schedule it is in, or empty
    std::string day_start;  ///< when that day begins and ends, with the nights that belong to it, or empty
    std::string day_end;
    std::string start;     ///< "10:30"
    std::string duration;  ///< "00:45", "45", "1:12:00", "PT45M", "P1DT2H", "1 h 30 min"
    std::string end;       ///< like `date`; it counts more than the duration
    std::string room;
    std::string place;
    std::string track;
    std::string kind;
    std::string language;
    std::string url;
    std::vector<std::string> persons;
    std::size_t line = 0;
};

/// The zone that a schedule names, or the edition's with a warning.
[[nodiscard]] std::string schedule_zone(const std::string& name, ImportBuilder& builder);

/// What a schedule says about all of its talks.
struct TalkRules {
    std::string zone;
    std::string prefix;                  ///< begins the identity of talks that have only a number
    std::string day_change = {};         ///< "04:00": talks before it belong to the night of the day before
    std::optional<Date> last_day = {};   ///< of the conference
    bool has_days_in_durations = false;  ///< "1:12:00" may be a day and twelve hours (c3voc's schema: DDD:HH:MM)
};

/// The day of "2024-03-18" or "2024-03-18T18:00:00+01:00"; nothing for any other text.
[[nodiscard]] std::optional<Date> last_day(const std::string& text);

/// Adds talks to the events of an import.
class TalkWriter {
public:
    TalkWriter(ImportBuilder& builder, TalkRules rules);

    void add(const Talk& talk);

private:
    [[nodiscard]] std::optional<Instant> start_of(const Talk& talk);
    [[nodiscard]] std::string identity_of(const Talk& talk);
    [[nodiscard]] EventText text_of(const Talk& talk);

    [[nodiscard]] bool is_of_night(const Talk& talk, const Date& day, int minutes) const;
    [[nodiscard]] std::optional<int> duration_of(const Talk& talk, Instant start);

    ImportBuilder& builder_;
    TalkRules rules_;
};

}  // namespace content
