#include "content/import/calendar/icalendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/import/calendar/icalendar_event.h"
#include "content/import/calendar/recurrence.h"
#include "content/import/common/cleanup.h"
#include "content/import/common/import_builder.h"
#include "content/import/text/encoding.h"

namespace content {
namespace {

/// Joins folded lines as bytes (RFC 5545 3.1: a fold may stand inside a character, which then is no UTF-8), and puts
/// the line ends it took away behind, so that lines keep their numbers. UTF-16 and UTF-32 stay as they are.
std::string join_folds(std::string_view bytes) {
    if (bytes.find('\0') != std::string_view::npos) return std::string(bytes);
    std::string result;
    result.reserve(bytes.size());
    std::size_t taken = 0;
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end);
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
            line.remove_suffix(1);
        result += line;
        if (!bytes.empty() && (bytes.front() == ' ' || bytes.front() == '\t')) {
            bytes.remove_prefix(1);
            ++taken;
        } else {
            result.append(taken + 1, '\n');
            taken = 0;
        }
    }
    return result;
}

bool is_line(std::string_view line, std::string_view wanted) {
    line = trim(line);
    return line.size() == wanted.size() && std::equal(line.begin(), line.end(), wanted.begin(), [](char a, char b) {
               return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
           });
}

/// One VCALENDAR with the number of lines before it, so that each has its own time zones.
struct CalendarText {
    std::string_view text;
    int lines_before = 0;
    bool is_cancelled = false;  ///< METHOD:CANCEL of RFC 5546
};

std::vector<CalendarText> split_calendars(std::string_view text) {
    std::vector<CalendarText> result(1);
    std::size_t begin = 0;
    int line_number = 0;
    bool has_ended = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = text.substr(at, end - at);
        if (has_ended && is_line(line, "BEGIN:VCALENDAR")) {
            result.back().text = text.substr(begin, at - begin);
            begin = at;
            result.push_back({{}, line_number, false});
            has_ended = false;
        }
        if (is_line(line, "END:VCALENDAR")) has_ended = true;
        if (is_line(line, "METHOD:CANCEL")) result.back().is_cancelled = true;
        at = end;
        ++line_number;
    }
    result.back().text = text.substr(begin);
    return result;
}

/// "VTODO, VJOURNAL": what a calendar without events has instead.
std::string other_components(std::string_view text) {
    std::string result;
    for (const std::string_view name : {"VTODO", "VJOURNAL", "VFREEBUSY"}) {
        if (text.find("BEGIN:" + std::string(name)) == std::string_view::npos) continue;
        result += (result.empty() ? "" : ", ") + std::string(name);
    }
    return result;
}

/// One VEVENT with the calendar it is in.
struct Version {
    const IcalEvent* event = nullptr;
    const Ical* calendar = nullptr;
    bool is_cancelled = false;
};

bool is_newer(const Version& a, const Version& b) {
    for (const char* name : {"SEQUENCE", "LAST-MODIFIED", "DTSTAMP"}) {
        const std::string first = a.event->text(name);
        const std::string second = b.event->text(name);
        // Numbers without signs, and times of one form: the longer is the later.
        if (first.size() != second.size()) return first.size() > second.size();
        if (first != second) return first > second;
    }
    return true;
}

/// A version that replaces one occurrence, or with RANGE=THISANDFUTURE all from that one on.
struct Replacement {
    Version version;
    Occurrence replaced;
};
using Replacements = std::map<std::string, Replacement>;  ///< by key of the occurrence that they replace

/// All versions of one UID.
struct Series {
    std::optional<Version> master;
    std::vector<Replacement> replacements;
};

bool holds_from_then_on(const Version& version) {
    const IcalProperty* replaced = version.event->find("RECURRENCE-ID");
    return replaced != nullptr && replaced->is_this_and_future;
}

constexpr int days_of_year = 366;  ///< at most

/// Days between which occurrences of a series are wanted.
struct Period {
    Date from;
    Date until;  ///< inclusive
};

class CalendarImport {
public:
    CalendarImport(const ImportSource& source, const ImportContext& context)
        : builder_(source, context), reader_(builder_), context_(context) {}

    [[nodiscard]] Import read(const ImportSource& source) &&;

private:
    void read_calendar(const CalendarText& text, const std::string& file);
    void take(const Version& version);
    void add_series(const std::string& uid, Series& series);
    void add_occurrences(const std::string& uid, const Version& master, const Occurrence& first,
                         Replacements& replacements);
    /// The occurrence as the newest replacement that holds from before it on, and is itself at `own`, has it.
    void add_following(const std::string& id, const Replacement& earlier, const Occurrence& own,
                       const Occurrence& occurrence);
    [[nodiscard]] Replacements replacements_of(const Series& series, const std::optional<Occurrence>& first);
    [[nodiscard]] std::map<std::string, Occurrence> expand(const Version& master, const Occurrence& first,
                                                           const Period& period);
    void add_rule(const Version& master, const IcalProperty& rule, const Occurrence& first, const Period& period,
                  std::map<std::string, Occurrence>& dates);
    void remove_exceptions(const Version& master, const Occurrence& first, const Period& period,
                           std::map<std::string, Occurrence>& dates);
    void add_one(const std::string& id, const Version& version, const Occurrence& occurrence);
    [[nodiscard]] Period period_of(const Version& master, const Occurrence& first);
    [[nodiscard]] bool ends_within_a_year(const Version& master, const Occurrence& first);

    ImportBuilder builder_;
    CalendarEventReader reader_;
    const ImportContext& context_;
    std::vector<std::unique_ptr<Ical>> calendars_;  ///< versions point into them
    std::vector<std::string> order_;                ///< UIDs as they come
    std::map<std::string, Series> series_;
    std::size_t budget_ = limits::import_recurrence_work;
    bool has_said_period_ = false;
};

void CalendarImport::read_calendar(const CalendarText& text, const std::string& file) {
    auto calendar = std::make_unique<Ical>(read_ical(text.text, file, IcalFaults::leave_property_out));
    for (const Finding& finding : calendar->findings) {
        const auto line = static_cast<std::size_t>(finding.line == 0 ? 0 : finding.line + text.lines_before);
        if (finding.severity == Severity::error) {
            builder_.error(line, finding.message);
        } else {
            builder_.warning(line, finding.message);
        }
    }
    for (IcalEvent& event : calendar->events) {
        event.line += text.lines_before;
        for (IcalProperty& property : event.properties)
            property.line += text.lines_before;
    }
    for (const IcalEvent& event : calendar->events)
        take({&event, calendar.get(), text.is_cancelled});
    calendars_.push_back(std::move(calendar));
}

void CalendarImport::take(const Version& version) {
    const IcalEvent& event = *version.event;
    const auto line = static_cast<std::size_t>(event.line);
    const std::string visibility = event.text("CLASS");
    if (visibility == "PRIVATE" || visibility == "CONFIDENTIAL") {
        builder_.count_found();
        builder_.warning(line, fmt::format("an event that is not public (CLASS:{}) was left out", visibility));
        return;
    }
    std::string uid = event.text("UID");
    // An event of its own, whatever else has no UID.
    if (uid.empty()) uid = fmt::format("\n{}", event.line);
    const auto [found, is_new] = series_.try_emplace(uid);
    if (is_new) order_.push_back(uid);
    const IcalProperty* replaced = event.find("RECURRENCE-ID");
    const auto occurrence =
        replaced == nullptr ? std::nullopt : reader_.occurrence_of(*replaced, *version.calendar, event);
    if (occurrence) {
        found->second.replacements.push_back({version, *occurrence});
    } else {
        std::optional<Version>& master = found->second.master;
        if (master) builder_.note(line, "several versions of an event; the newest counts");
        if (!master || is_newer(version, *master)) master = version;
    }
}

void CalendarImport::add_one(const std::string& id, const Version& version, const Occurrence& occurrence) {
    builder_.count_found();
    if (builder_.is_full()) return builder_.leave_out();
    auto event = reader_.read(*version.event, *version.calendar, occurrence);
    if (!event) return;
    const auto line = static_cast<std::size_t>(version.event->line);
    if (version.is_cancelled) event->status = EventStatus::cancelled;
    event->id = builder_.event_id(id, *event, line);
    builder_.add(std::move(*event), line);
}

bool CalendarImport::ends_within_a_year(const Version& master, const Occurrence& first) {
    const Date last = add_days(first.local.date, days_of_year);
    return std::ranges::all_of(master.event->properties, [&](const IcalProperty& property) {
        if (property.name == "RDATE") return property.moment && property.moment->local.date <= last;
        if (property.name != "RRULE") return true;
        const bool may_end =
            property.value.find("COUNT=") != std::string::npos || property.value.find("UNTIL=") != std::string::npos;
        if (!may_end) return false;
        const auto expanded = expand_rule(property.value, first.local, first.local.date, last, budget_);
        return expanded && expanded->has_ended;
    });
}

Period CalendarImport::period_of(const Version& master, const Occurrence& first) {
    const Date start = first.local.date;
    if (!context_.from && !context_.until) {
        builder_.warning_once(0, "no period is known: recurring events are written out for a year from their start");
        return {start, add_days(start, days_of_year)};
    }
    const Date from = context_.from ? *context_.from : add_days(*context_.until, -days_of_year);
    const Date until = context_.until.value_or(add_days(from, days_of_year));
    if (!context_.period_guess.empty() && ends_within_a_year(master, first))
        return {start, add_days(start, days_of_year)};
    const std::string period =
        fmt::format("recurring events are written out from {} to {}", to_iso(from), to_iso(until));
    if (context_.period_guess.empty()) {
        if (!std::exchange(has_said_period_, true)) builder_.note(0, period);
    } else {
        builder_.warning_once(
            0, fmt::format("{}, guessed from {}; --from and --until say otherwise", period, context_.period_guess));
    }
    return {from, until};
}

void CalendarImport::add_rule(const Version& master, const IcalProperty& rule, const Occurrence& first,
                              const Period& period, std::map<std::string, Occurrence>& dates) {
    const auto line = static_cast<std::size_t>(rule.line);
    const auto expanded = expand_rule(rule.value, first.local, period.from, period.until, budget_);
    if (!expanded) {
        builder_.warning(line, expanded.error().message + "; only its first date was taken");
        return;
    }
    if (expanded->is_cut) {
        builder_.warning(line,
                         fmt::format("more than {} occurrences; the rest was left out", limits::import_occurrences));
    }
    std::optional<Occurrence> until;
    if (expanded->until) {
        IcalProperty end;
        end.name = "RRULE";
        end.line = rule.line;
        end.moment = *expanded->until;
        if (!end.moment->is_date && !end.moment->is_utc) end.moment->tzid = first.tzid;
        until = reader_.occurrence_of(end, *master.calendar, *master.event);
        if (until && first.is_date) until = reader_.in_series(*until, first, *master.calendar);
    }
    for (const LocalTime& time : expanded->times) {
        Occurrence occurrence = reader_.at(time, first, *master.calendar);
        const bool is_over = until && (until->is_date || occurrence.is_date ? until->local.date < time.date
                                                                            : until->start < occurrence.start);
        if (!is_over) dates.emplace(occurrence.key(), occurrence);
    }
}

void CalendarImport::remove_exceptions(const Version& master, const Occurrence& first, const Period& period,
                                       std::map<std::string, Occurrence>& dates) {
    std::set<Date> days;  // with an occurrence, or with one that an exception of its own took
    for (const auto& [key, occurrence] : dates)
        days.insert(occurrence.local.date);
    for (const IcalProperty& property : master.event->properties) {
        if (property.name != "EXDATE") continue;
        const auto written = reader_.occurrence_of(property, *master.calendar, *master.event);
        if (!written) continue;
        const Occurrence exception = reader_.in_series(*written, first, *master.calendar);
        if (dates.erase(exception.key()) > 0) continue;
        // A day, or its midnight, stands for whatever is on that day.
        const LocalTime& time = written->local;
        const bool is_day = written->is_date || (time.hour == 0 && time.minute == 0 && time.second == 0);
        std::size_t removed = 0;
        if (is_day && days.erase(time.date) > 0) {
            removed = std::erase_if(dates, [&](const auto& entry) { return entry.second.local.date == time.date; });
        }
        const bool is_in_period = period.from <= time.date && time.date <= period.until;
        if (removed == 0 && is_in_period) {
            builder_.warning(static_cast<std::size_t>(property.line),
                             fmt::format("EXDATE {} is no date of its series; nothing was left out",
                                         shorten(one_line(property.value.substr(0, 300)), 40)));
        }
    }
}

std::map<std::string, Occurrence> CalendarImport::expand(const Version& master, const Occurrence& first,
                                                         const Period& period) {
    std::map<std::string, Occurrence> dates;
    const auto is_in_period = [&](const Date& date) { return period.from <= date && date <= period.until; };
    if (is_in_period(first.local.date)) dates.emplace(first.key(), first);
    for (const IcalProperty& property : master.event->properties) {
        if (property.name == "RRULE") add_rule(master, property, first, period, dates);
        if (property.name == "EXRULE") {
            builder_.warning(static_cast<std::size_t>(property.line), "EXRULE is of RFC 2445 and was not read");
        }
        if (property.name != "RDATE") continue;
        auto extra = reader_.occurrence_of(property, *master.calendar, *master.event);
        if (!extra || !is_in_period(extra->local.date)) continue;
        // Days of a series of times, and the other way round, are of the series; a period has an end of its own.
        if (extra->is_date != first.is_date) extra = reader_.in_series(*extra, first, *master.calendar);
        extra->seconds = property.duration_seconds.value_or(static_cast<int>(first.seconds));
        extra->days = first.days;
        dates.emplace(extra->key(), *extra);
    }
    remove_exceptions(master, first, period, dates);
    return dates;
}

Replacements CalendarImport::replacements_of(const Series& series, const std::optional<Occurrence>& first) {
    Replacements result;
    for (const Replacement& replacement : series.replacements) {
        const Ical& calendar = series.master ? *series.master->calendar : *replacement.version.calendar;
        const Occurrence replaced =
            first ? reader_.in_series(replacement.replaced, *first, calendar) : replacement.replaced;
        const auto [place, is_first] = result.try_emplace(replaced.key(), Replacement{replacement.version, replaced});
        if (is_first) continue;
        builder_.note(static_cast<std::size_t>(replacement.version.event->line),
                      "several versions of an event; the newest counts");
        if (is_newer(replacement.version, place->second.version)) place->second.version = replacement.version;
    }
    return result;
}

void CalendarImport::add_following(const std::string& id, const Replacement& earlier, const Occurrence& own,
                                   const Occurrence& occurrence) {
    // As far from what the rule says as the first that was replaced (RFC 5545 3.2.13).
    LocalTime time = own.local;
    time.date = add_days(occurrence.local.date, days_between(earlier.replaced.local.date, own.local.date));
    Occurrence moved = reader_.at(time, own, *earlier.version.calendar);
    moved.seconds = own.seconds;
    moved.days = own.days;
    add_one(id, earlier.version, moved);
}

void CalendarImport::add_occurrences(const std::string& uid, const Version& master, const Occurrence& first,
                                     Replacements& replacements) {
    const Period period = period_of(master, first);
    const auto dates = expand(master, first, period);
    if (dates.empty()) {
        builder_.note(static_cast<std::size_t>(master.event->line),
                      fmt::format("a recurring event without an occurrence between {} and {}", to_iso(period.from),
                                  to_iso(period.until)));
    }
    const auto occurrence_of = [&](const Version& version) {
        return reader_.first_occurrence(*version.event, *version.calendar);
    };
    const Replacement* earlier = nullptr;
    std::optional<Occurrence> earlier_at;
    auto next = replacements.begin();
    std::vector<std::string> used;
    for (const auto& [key, occurrence] : dates) {
        for (; next != replacements.end() && next->first <= key; ++next) {
            if (!holds_from_then_on(next->second.version)) continue;
            earlier = &next->second;
            earlier_at = occurrence_of(earlier->version);
        }
        const std::string id = uid + "/" + key;
        const auto own = replacements.find(key);
        if (own != replacements.end()) {
            const auto at = &own->second == earlier ? earlier_at : occurrence_of(own->second.version);
            if (at) add_one(id, own->second.version, *at);
            used.push_back(key);
        } else if (earlier != nullptr) {
            if (earlier_at) add_following(id, *earlier, *earlier_at, occurrence);
        } else {
            add_one(id, master, occurrence);
        }
    }
    for (const std::string& key : used)
        replacements.erase(key);
}

void CalendarImport::add_series(const std::string& uid, Series& series) {
    if (builder_.is_full()) {
        builder_.count_found();
        return builder_.leave_out();
    }
    std::optional<Occurrence> first;
    if (series.master) first = reader_.first_occurrence(*series.master->event, *series.master->calendar);
    Replacements replacements = replacements_of(series, first);
    if (series.master) {
        const Version& master = *series.master;
        const bool is_recurring = master.event->find("RRULE") != nullptr || master.event->find("RDATE") != nullptr;
        if (!first) {
            builder_.count_found();
        } else if (is_recurring) {
            add_occurrences(uid, master, *first, replacements);
        } else {
            add_one(uid.starts_with('\n') ? std::string() : uid, master, *first);
        }
    }
    // What replaces an occurrence that the rule does not have: an event all the same, in the period.
    for (const auto& [key, replacement] : replacements) {
        const Version& version = replacement.version;
        const auto own = reader_.first_occurrence(*version.event, *version.calendar);
        if (!own) continue;
        const bool is_in_period = (!context_.from || *context_.from <= own->local.date) &&
                                  (!context_.until || own->local.date <= *context_.until);
        if (is_in_period || !series.master) add_one(uid + "/" + key, version, *own);
    }
}

Import CalendarImport::read(const ImportSource& source) && {
    constexpr std::string_view expected = "a calendar of RFC 5545 with a VEVENT that has a title and a start";
    const auto decoded = decode_text(join_folds(source.bytes));
    if (!decoded) {
        builder_.error(0, decoded.error().message);
        return std::move(builder_).finish(expected);
    }
    if (decoded->guessed) builder_.warning(0, "the encoding was guessed from the letters: " + decoded->encoding);
    const std::string text = join_folds(decoded->text);
    for (const CalendarText& calendar : split_calendars(text))
        read_calendar(calendar, source.name);
    for (const std::string& uid : order_)
        add_series(uid, series_.at(uid));
    const std::string others = order_.empty() ? other_components(text) : std::string();
    return std::move(builder_).finish(others.empty() ? std::string(expected)
                                                     : "the calendar has no VEVENT, only " + others);
}

}  // namespace

Import import_icalendar(const ImportSource& source, const ImportContext& context) {
    return CalendarImport(source, context).read(source);
}

}  // namespace content
