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
    std::string date;      ///< "2023-09-10T05:00:00+00:00", or empty
    std::string day;       ///< "2023-09-10": the day of the schedule it is in, or empty
    std::string start;     ///< "10:30"
    std::string duration;  ///< "00:45", "45", "1:30:00"
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

/// Adds talks to the events of an import.
class TalkWriter {
public:
    /// `prefix` begins the identity of talks that have only a number.
    TalkWriter(ImportBuilder& builder, std::string zone, std::string prefix);

    void add(const Talk& talk);

private:
    [[nodiscard]] std::optional<Instant> start_of(const Talk& talk);
    [[nodiscard]] std::string identity_of(const Talk& talk);
    [[nodiscard]] EventText text_of(const Talk& talk);

    ImportBuilder& builder_;
    std::string zone_;
    std::string prefix_;
};

}  // namespace content
