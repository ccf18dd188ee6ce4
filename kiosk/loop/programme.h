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
    started,       ///< without an end, and begun: "Started 10:00"
    ended,         ///< "Ended 09:50", or "Ended"
    today,         ///< a day of which no hours are known, today: "Today"
    day_of,        ///< several days, under way: "Day 2 of 5"
    soon,          ///< begins in under 30 minutes: relative time, emphasized
    later,         ///< relative time
    room_changed,  ///< for an hour, or until it starts, whichever is longer
    delayed,       ///< "Delayed to 14:30", until it starts
    cancelled,     ///< until its end time
    full,          ///< until it starts
};

/// The parts of a programme of today, in their order. Only what has hours stands around the line "now".
enum class RowPart {
    begun,            ///< above the line
    next,             ///< below it
    also_today,       ///< whole days, and what takes several
    to_be_confirmed,  ///< the day is known, the hours are not
    earlier,          ///< has ended; only where somebody looks at one day
};

struct ProgrammeRow {
    const content::Event* event = nullptr;  ///< points into the pack
    RowStatus status = RowStatus::none;
    RowPart part = RowPart::next;
    bool is_live = false;       ///< under way by the clock: drawn on the card colour, and counted
    bool has_ended = false;     ///< in its last five minutes on the programme
    bool is_of_days = false;    ///< no hours are known, or there are 24 and more
    bool began_before = false;  ///< on an earlier day than the one it is listed under
    bool began_yesterday = false;
    bool names_weekday = false;  ///< nobody knows which day today is: its date alone would not do
    content::Instant start;      ///< of a day: its midnight in the venue's zone
    content::Instant end;
    int day = 0;   ///< of several days: which one today is, from 1; 0 when not under way
    int days = 1;  ///< how many it has
};

/// What stands over a row, or after the last one.
enum class ProgrammeMark { now, also_today, to_be_confirmed, earlier };

struct Programme {
    ProgrammeRange range = ProgrammeRange::today;  ///< never automatic
    content::Date day;                             ///< today at the venue
    std::vector<ProgrammeRow> rows;                ///< by part, then by time
    /// The now line stands before this row (rows.size(): after all); none: no line, because the clock is not trusted,
    /// or nothing here has hours.
    std::optional<std::size_t> now_line;
    /// The first rows of these parts, where words over them say so.
    std::optional<std::size_t> also_today;
    std::optional<std::size_t> to_be_confirmed;
    std::optional<std::size_t> earlier;
    /// The first event after today, when today has nothing more.
    std::optional<ProgrammeRow> next_day;
    /// When rows, order or statuses change; relative times change each minute.
    std::optional<content::Instant> next_change;
};

/// What has hours stays on the programme for this long after its end.
inline constexpr std::chrono::minutes stays_after_end{5};
/// An event that began less than this ago is never on a later page.
inline constexpr int late_comer_minutes = 25;
/// Every screen fits at least this many rows on a page (SCENES.md 2.2, compact).
inline constexpr std::size_t min_rows = 5;
inline constexpr std::size_t max_rows = 7;
inline constexpr std::size_t max_attract_pages = 3;

/// `automatic`: today if it has anything, else this week (to Sunday), else upcoming. Events of which only the month is
/// known are in upcoming alone. What has no hours is never live and stands in a part of its own
/// (content/items/event_time.h). With an untrusted clock `now` is the earliest that it can be: the programme is what is
/// not certainly over, of any range, and nothing is live, ended or relative.
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

/// The marks before a row, from top to bottom; `row` may be rows.size().
[[nodiscard]] std::vector<ProgrammeMark> marks_before(const Programme& programme, std::size_t row);

/// True when an item for `wanted` groups (empty: all) belongs on a screen of `groups`.
[[nodiscard]] bool is_for_groups(const std::vector<std::string>& wanted, const std::vector<std::string>& groups);

}  // namespace kiosk
