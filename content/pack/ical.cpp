#include "content/pack/ical.h"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <map>

#include "content/base/limits.h"
#include "content/base/text.h"
#include "content/pack/ical_lines.h"

namespace content {
namespace {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

struct FreeZone {
    void operator()(icaltimezone* zone) const { icaltimezone_free(zone, 1); }
};
using Zone = std::unique_ptr<icaltimezone, FreeZone>;

Component parse(const IcalBlock& block) {
    icalerror_set_errors_are_fatal(0);  // an error in somebody's calendar must not end the program
    return Component(icalparser_parse_string(block.text().c_str()));
}

std::string copy(const char* text) {
    return text == nullptr ? std::string() : std::string(text);
}

std::string take(char* text) {
    std::string result = copy(text);
    if (text != nullptr) icalmemory_free_buffer(text);
    return result;
}

std::string value_text(icalproperty* property) {
    const icalvalue* value = icalproperty_get_value(property);
    if (value == nullptr) return {};
    switch (icalvalue_isa(value)) {
        case ICAL_TEXT_VALUE: return copy(icalvalue_get_text(value));
        case ICAL_X_VALUE: return copy(icalvalue_get_x(value));
        case ICAL_URI_VALUE: return copy(icalvalue_get_uri(value));
        default: return take(icalvalue_as_ical_string_r(value));
    }
}

std::string name_of(icalproperty* property) {
    if (icalproperty_isa(property) == ICAL_X_PROPERTY) return copy(icalproperty_get_x_name(property));
    return copy(icalproperty_kind_to_string(icalproperty_isa(property)));
}

std::optional<IcalMoment> moment_of(icalproperty* property) {
    const icalvalue* value = icalproperty_get_value(property);
    const icalvalue_kind kind = value == nullptr ? ICAL_NO_VALUE : icalvalue_isa(value);
    icaltimetype time = icaltime_null_time();
    if (kind == ICAL_DATE_VALUE) {
        time = icalvalue_get_date(value);
    } else if (kind == ICAL_DATETIME_VALUE) {
        time = icalvalue_get_datetime(value);
    } else if (kind == ICAL_DATETIMEPERIOD_VALUE) {
        const icaldatetimeperiodtype either = icalvalue_get_datetimeperiod(value);
        time = icaltime_is_null_time(either.time) == 0 ? either.time : either.period.start;
    } else if (kind == ICAL_PERIOD_VALUE) {
        time = icalvalue_get_period(value).start;
    } else {
        return std::nullopt;
    }
    IcalMoment moment;
    moment.local.date =
        Date{std::chrono::year(time.year), std::chrono::month(static_cast<unsigned>(std::clamp(time.month, 0, 99))),
             std::chrono::day(static_cast<unsigned>(std::clamp(time.day, 0, 99)))};
    const bool has_valid_time = time.hour >= 0 && time.hour < 24 && time.minute >= 0 && time.minute < 60 &&
                                time.second >= 0 && time.second <= 60;
    // Years that no conference has would only bring overflows into sums.
    if (!moment.local.date.ok() || time.year < 1900 || time.year > 2200 || !has_valid_time) return std::nullopt;
    moment.is_date = time.is_date != 0;
    if (!moment.is_date) {
        moment.local.hour = time.hour;
        moment.local.minute = time.minute;
        moment.local.second = std::min(time.second, 59);  // a leap second, which no clock of ours shows
    }
    moment.is_utc = !moment.is_date && icaltime_is_utc(time);
    icalparameter* tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    if (tzid != nullptr && !moment.is_utc && !moment.is_date) moment.tzid = copy(icalparameter_get_tzid(tzid));
    return moment;
}

/// Of a DURATION, or of the PERIOD of an RDATE.
std::optional<int> duration_of(icalproperty* property) {
    if (icalproperty_isa(property) == ICAL_DURATION_PROPERTY) {
        return icaldurationtype_as_int(icalproperty_get_duration(property));
    }
    const icalvalue* value = icalproperty_get_value(property);
    if (value == nullptr || icalvalue_isa(value) != ICAL_PERIOD_VALUE) return std::nullopt;
    const icalperiodtype period = icalvalue_get_period(value);
    if (icaltime_is_null_time(period.end) != 0) return icaldurationtype_as_int(period.duration);
    return icaldurationtype_as_int(icaltime_subtract(period.end, period.start));
}

/// Adds what libical could not make sense of; true when there was something.
bool report_errors(icalcomponent* component, const IcalBlock& block, const std::string& file, Severity severity,
                   std::vector<Finding>& findings) {
    bool found = false;
    for (icalproperty* property = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
         property != nullptr; property = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY)) {
        findings.push_back(
            {severity, file, block.lines.front().line, "not RFC 5545: " + copy(icalproperty_get_xlicerror(property))});
        found = true;
    }
    return found;
}

constexpr const char* unusable_zone = "a VTIMEZONE that cannot be used";

/// True when libical can compute the zone, and in reasonable time: it writes every change of the clocks out to the year
/// 2582. Without DTSTART it would take the zone for UTC. `rules` counts the recurring ones of all zones.
bool is_usable_zone(const IcalBlock& block, int& rules) {
    constexpr int max_rules = 40;
    int parts = 0;
    int starts = 0;
    int offsets = 0;
    for (const IcalLine& line : block.lines) {
        const auto colon = line.text.find(':');
        const std::string value = colon == std::string::npos ? std::string() : line.text.substr(colon + 1);
        if (line.name == "BEGIN" && value != "VTIMEZONE") ++parts;
        if (line.name == "DTSTART") ++starts;
        if (line.name == "TZOFFSETFROM" || line.name == "TZOFFSETTO") ++offsets;
        if (line.name == "RDATE" && std::count(value.begin(), value.end(), ',') > 200) return false;
        if (line.name != "RRULE") continue;
        const auto month = value.find("BYMONTH=");
        const auto month_end = value.find_first_of(",;", month);
        const bool is_in_one_month =
            month != std::string::npos && (month_end == std::string::npos || value[month_end] == ';');
        const bool is_yearly =
            value.find("FREQ=YEARLY") != std::string::npos && is_in_one_month &&
            (value.find("BYDAY=") != std::string::npos || value.find("BYMONTHDAY=") != std::string::npos) &&
            std::count(value.begin(), value.end(), ',') < 8;
        const bool has_times = value.find("BYHOUR") != std::string::npos ||
                               value.find("BYMINUTE") != std::string::npos ||
                               value.find("BYSECOND") != std::string::npos;
        if (!is_yearly || has_times || value.size() > 120 || ++rules > max_rules) return false;
    }
    return parts > 0 && parts <= 200 && starts == parts && offsets == 2 * parts;
}

std::string beginning_of(const IcalBlock& zone) {
    std::string result;
    for (const IcalLine& line : zone.lines) {
        const auto colon = line.text.find(':');
        if (line.name != "DTSTART" || colon == std::string::npos) continue;
        const std::string day(trim(std::string_view(line.text).substr(colon + 1)).substr(0, 8));
        if (result.empty() || day < result) result = day;
    }
    return result;
}

/// Drops what no screen shows and may be large or without number: attachments, attendees, alarms, extensions.
void keep_used_lines(IcalBlock& block) {
    static constexpr std::array<std::string_view, 21> used = {
        "BEGIN",       "END",        "UID",    "SUMMARY",       "DTSTART",  "DTEND", "DURATION",
        "RRULE",       "EXRULE",     "RDATE",  "EXDATE",        "LOCATION", "URL",   "RECURRENCE-ID",
        "DESCRIPTION", "CATEGORIES", "STATUS", "LAST-MODIFIED", "DTSTAMP",  "CLASS", "SEQUENCE"};
    int depth = 0;
    std::erase_if(block.lines, [&](const IcalLine& line) {
        const bool was_inside = depth > 1;
        if (line.name == "BEGIN") ++depth;
        if (line.name == "END") --depth;
        const bool is_used =
            line.name.starts_with("X-ROTUNDA-") || std::find(used.begin(), used.end(), line.name) != used.end();
        return was_inside || depth > 1 || !is_used;
    });
}

IcalEvent convert(icalcomponent* component, const IcalBlock& block) {
    IcalEvent event;
    event.line = block.lines.front().line;
    std::map<std::string_view, int> lines;
    for (const IcalLine& line : block.lines)
        lines.emplace(line.name, line.line);
    const auto line_of = [&](const std::string& name) {
        const auto found = lines.find(name);
        return found == lines.end() ? block.lines.front().line : found->second;
    };
    for (icalproperty* property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY); property != nullptr;
         property = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY)) {
        IcalProperty result;
        result.name = name_of(property);
        std::transform(result.name.begin(), result.name.end(), result.name.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        result.line = line_of(result.name);
        result.value = value_text(property);
        result.moment = moment_of(property);
        result.duration_seconds = duration_of(property);
        // libical makes one property of each value between commas.
        const bool is_list = result.name.starts_with("X-") || result.name == "CATEGORIES";
        if (is_list && !event.properties.empty() && event.properties.back().name == result.name) {
            event.properties.back().value += "," + result.value;
        } else {
            event.properties.push_back(std::move(result));
        }
    }
    return event;
}

}  // namespace

struct IcalZones::State {
    std::map<std::string, Zone> zones;
    std::map<std::string, std::string> beginnings;  ///< "19981025", the first DTSTART of each
};

IcalZones::IcalZones() : state_(std::make_unique<State>()) {}
IcalZones::~IcalZones() = default;
IcalZones::IcalZones(IcalZones&&) noexcept = default;
IcalZones& IcalZones::operator=(IcalZones&&) noexcept = default;

std::optional<Instant> IcalZones::to_instant(const LocalTime& local, const std::string& tzid) const {
    const auto found = state_->zones.find(tzid);
    if (found == state_->zones.end()) return std::nullopt;
    icaltimetype time = icaltime_null_time();
    time.year = static_cast<int>(local.date.year());
    time.month = static_cast<int>(static_cast<unsigned>(local.date.month()));
    time.day = static_cast<int>(static_cast<unsigned>(local.date.day()));
    time.hour = local.hour;
    time.minute = local.minute;
    time.second = local.second;
    int is_daylight = 0;
    const int offset = icaltimezone_get_utc_offset(found->second.get(), &time, &is_daylight);
    if (offset < -86'400 || offset > 86'400) return std::nullopt;
    return content::to_instant(local, "UTC") - std::chrono::seconds(offset);
}

bool IcalZones::covers(const Date& date, const std::string& tzid) const {
    const auto found = state_->beginnings.find(tzid);
    std::string day = to_iso(date);
    std::erase(day, '-');
    return found != state_->beginnings.end() && found->second <= day;
}

const IcalProperty* IcalEvent::find(std::string_view name) const {
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [&](const IcalProperty& property) { return property.name == name; });
    return found == properties.end() ? nullptr : &*found;
}

std::string IcalEvent::text(std::string_view name) const {
    const IcalProperty* property = find(name);
    return property == nullptr ? std::string() : std::string(trim(property->value));
}

int IcalEvent::line_of(std::string_view name) const {
    const IcalProperty* property = find(name);
    return property == nullptr ? line : property->line;
}

Ical read_ical(std::string_view bytes, const std::string& file, IcalFaults faults) {
    const bool is_tolerant = faults == IcalFaults::leave_property_out;
    Ical result;
    IcalBlocks blocks = split_ical(bytes, file);
    result.findings = std::move(blocks.findings);
    int rules = 0;
    for (const IcalBlock& block : blocks.zones) {
        if (!is_usable_zone(block, rules)) {
            result.findings.push_back({Severity::warning, file, block.lines.front().line, unusable_zone});
            continue;
        }
        Component component = parse(block);
        icalproperty* tzid =
            component ? icalcomponent_get_first_property(component.get(), ICAL_TZID_PROPERTY) : nullptr;
        const std::string name = tzid == nullptr ? std::string() : copy(icalproperty_get_tzid(tzid));
        Zone zone(icaltimezone_new());
        if (name.empty() || icaltimezone_set_component(zone.get(), component.get()) == 0) {
            result.findings.push_back({Severity::warning, file, block.lines.front().line, unusable_zone});
            continue;
        }
        static_cast<void>(component.release());  // the zone owns it now
        result.zones.state_->zones[name] = std::move(zone);
        result.zones.state_->beginnings[name] = beginning_of(block);
    }
    if (is_tolerant && blocks.events.size() > limits::import_items) {
        result.findings.push_back({Severity::error, file, blocks.events[limits::import_items].lines.front().line,
                                   fmt::format("more than {} events; the rest was left out", limits::import_items)});
        blocks.events.resize(limits::import_items);
    }
    for (IcalBlock& block : blocks.events) {
        if (is_tolerant) keep_used_lines(block);
        if (block.size() > limits::item) {
            result.findings.push_back({Severity::error, file, block.lines.front().line,
                                       fmt::format("an event of more than {} bytes", limits::item)});
            continue;
        }
        const Component component = parse(block);
        if (!component || icalcomponent_isa(component.get()) != ICAL_VEVENT_COMPONENT) {
            result.findings.push_back({Severity::error, file, block.lines.front().line, "not RFC 5545: no event here"});
            continue;
        }
        const Severity severity = is_tolerant ? Severity::warning : Severity::error;
        const bool has_fault = report_errors(component.get(), block, file, severity, result.findings);
        if (!has_fault || is_tolerant) result.events.push_back(convert(component.get(), block));
    }
    return result;
}

}  // namespace content
