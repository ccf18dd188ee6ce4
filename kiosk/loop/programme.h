#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/items/items.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"

/// The programme as rows: which events, in which order, with which status. Knows no pixels.
namespace kiosk {

/// What the row says about its event, before any words.
enum class RowStatus {
    none,
    live,          ///< "Live now"
    ends_soon,     ///< "Ends in 8 min": under 15 minutes left
    today,         ///< a whole day, today: "Today"
    day_of,        ///< several days, under way: "Day 2 of 5"
    soon,          ///< begins in under 30 minutes: relative time, emphasized
    later,         ///< relative time
    room_changed,  ///< for an hour, or until it starts, whichever is longer
    delayed,       ///< "Delayed to 14:30", until it starts
    cancelled,     ///< until its end time
    full,          ///< until it starts
};

struct ProgrammeRow {
    const content::Event* event = nullptr;  ///< points into the pack
    RowStatus status = RowStatus::none;
    bool is_live = false;    ///< under way: drawn on the card colour
    bool has_ended = false;  ///< in its last five minutes on the programme
    content::Instant start;  ///< of a day: its midnight in the venue's zone
    content::Instant end;
    int day = 0;   ///< of several days: which one today is, from 1; 0 when not under way
    int days = 1;  ///< how many it has
};

struct Programme {
    ProgrammeRange range = ProgrammeRange::today;  ///< never automatic
    content::Date day;                             ///< today at the venue
    std::vector<ProgrammeRow> rows;                ///< ended, live, then next; by time
    /// The now line stands before this row (rows.size(): after all); none: no line.
    std::optional<std::size_t> now_line;
    /// The first event after today, when today has nothing more.
    std::optional<ProgrammeRow> next_day;
    /// In the programme of one day, the rows from here on have ended; none: no such rows.
    std::optional<std::size_t> earlier;
    /// When rows, order or statuses change; relative times change each minute.
    std::optional<content::Instant> next_change;
};

/// An event that began less than this ago is never on a later page.
inline constexpr int late_comer_minutes = 25;
/// Every screen fits at least this many rows on a page (SCENES.md 2.2, compact).
inline constexpr std::size_t min_rows = 5;
inline constexpr std::size_t max_rows = 7;
inline constexpr std::size_t max_attract_pages = 3;

/// `automatic`: today if it has anything, else this week (to Sunday), else upcoming. Events of which only the month is
/// known are in upcoming alone. With an untrusted clock nothing is live, ended or relative.
[[nodiscard]] Programme make_programme(const content::Pack& pack, const std::vector<std::string>& groups,
                                       ProgrammeRange range, content::Instant now, bool clock_trusted);
Programme make_programme(content::Pack&&, const std::vector<std::string>&, ProgrammeRange, content::Instant,
                         bool) = delete;  // rows point into the pack
/// One day for a visitor who browses, with what has ended: on the present day after all others, else in order of time.
/// Only the present day has a now line and times relative to now.
[[nodiscard]] Programme make_day_programme(const content::Pack& pack, const std::vector<std::string>& groups,
                                           const content::Date& day, content::Instant now, bool clock_trusted);
Programme make_day_programme(content::Pack&&, const std::vector<std::string>&, const content::Date&, content::Instant,
                             bool) = delete;  // rows point into the pack
/// Makes a programme of over `row_limit` rows fit the attract loop: of today, what is live or begins within 3 hours
/// stays; of any range, the first `row_limit` rows.
void shorten_for_attract(Programme& programme, content::Instant now, std::size_t row_limit);

/// True when an item for `wanted` groups (empty: all) belongs on a screen of `groups`.
[[nodiscard]] bool is_for_groups(const std::vector<std::string>& wanted, const std::vector<std::string>& groups);

}  // namespace kiosk
