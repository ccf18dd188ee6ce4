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

/// Drops what no screen shows and may be large or without number: attachments, attendees, alarms, extensions.
void keep_used_lines(IcalBlock& block) {
    static constexpr std::array<std::string_view, 24> used = {"BEGIN",
                                                              "END",
                                                              "UID",
                                                              "SUMMARY",
                                                              "DTSTART",
                                                              "DTEND",
                                                              "DURATION",
                                                              "RRULE",
                                                              "EXRULE",
                                                              "RDATE",
                                                              "EXDATE",
                                                              "LOCATION",
                                                              "URL",
                                                              "RECURRENCE-ID",
                                                              "DESCRIPTION",
                                                              "CATEGORIES",
                                                              "STATUS",
                                                              "LAST-MODIFIED",
                                                              "DTSTAMP",
                                                              "CLASS",
                                                              "SEQUENCE",
                                                              "X-MICROSOFT-CDO-ALLDAYEVENT",
                                                              "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT",
                                                              "X-FUNAMBOL-ALLDAY"};
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

/// "GMT" and "EST" are names that programs give to zones with a summer time.
bool is_place_zone(const std::optional<std::string>& known) {
    return known && known->find('/') != std::string::npos;
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
        const icalparameter* range = icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER);
        result.is_this_and_future = range != nullptr && icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE;
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

std::optional<Instant> IcalZones::defined_instant(const LocalTime& local, const std::string& tzid) const {
    const auto found = zones_.find(tzid);
    return found == zones_.end() ? std::nullopt : std::optional(found->second.to_instant(local));
}

bool IcalZones::covers(const Date& date, const std::string& tzid) const {
    const auto found = zones_.find(tzid);
    return found == zones_.end() || is_place_zone(resolve_zone(tzid)) || found->second.covers(date);
}

std::optional<Instant> IcalZones::to_instant(const LocalTime& local, const std::string& tzid) const {
    const auto known = resolve_zone(tzid);
    if (is_place_zone(known)) return content::to_instant(local, *known);
    if (const auto defined = defined_instant(local, tzid)) return defined;
    return known ? std::optional(content::to_instant(local, *known)) : std::nullopt;
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
    result.default_zone = resolve_zone(trim(blocks.default_zone)).value_or(std::string());
    for (const IcalBlock& block : blocks.zones) {
        if (auto zone = read_ical_zone(block)) {
            std::string name = zone->name;
            result.zones.zones_.insert_or_assign(std::move(name), std::move(*zone));
        } else {
            result.findings.push_back(
                {Severity::warning, file, block.lines.front().line, "a VTIMEZONE that cannot be used"});
        }
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
