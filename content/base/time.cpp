#include "content/base/time.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

namespace content {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

icu::UnicodeString to_icu(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

/// Null for a name that is not an IANA zone. Zone objects are looked up thousands of times per frame and not safe to
/// share while being used by several threads, hence one small cache per thread; only known names get in, so it is
/// bounded by the number of zones there are.
const icu::BasicTimeZone* find_zone(std::string_view name) {
    thread_local std::map<std::string, std::unique_ptr<icu::BasicTimeZone>, std::less<>> zones;
    const auto found = zones.find(name);
    if (found != zones.end()) return found->second.get();
    if (name.empty() || name.size() > 64) return nullptr;
    // ICU also makes zones of names like "GMT+3:15"; only those of its database count.
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system = 0;
    icu::UnicodeString canonical;
    icu::TimeZone::getCanonicalID(to_icu(name), canonical, is_system, status);
    if (U_FAILURE(status) != 0 || is_system == 0 || name == "Etc/Unknown") return nullptr;
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(to_icu(name)));
    auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
    if (basic == nullptr) return nullptr;
    static_cast<void>(zone.release());
    return zones.emplace(std::string(name), std::unique_ptr<icu::BasicTimeZone>(basic)).first->second.get();
}

UDate to_millis(seconds since_epoch) {
    return static_cast<UDate>(since_epoch.count()) * 1000.0;
}

/// Offset from UTC of `zone` at `instant`; UTC for an unknown zone, so that a screen shows something.
seconds offset_at(Instant instant, std::string_view zone) {
    const icu::BasicTimeZone* found = find_zone(zone);
    if (found == nullptr) return seconds{0};
    int32_t raw = 0;
    int32_t dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    found->getOffset(to_millis(instant.time_since_epoch()), 0, raw, dst, status);
    return U_FAILURE(status) != 0 ? seconds{0} : seconds{(raw + dst) / 1000};
}

/// Reads `count` digits at `at`; nullopt when there are not that many.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool has_at(std::string_view text, std::size_t at, char c) {
    return at < text.size() && text[at] == c;
}

std::string format_fields(const LocalTime& local) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%sT%02d:%02d:%02d", to_iso(local.date).c_str(), local.hour,
                  local.minute, local.second);
    return buffer.data();
}

LocalTime split(seconds since_epoch) {
    const auto day = std::chrono::floor<days>(since_epoch);
    const std::chrono::hh_mm_ss time(since_epoch - day);
    return LocalTime{Date(sys_days(day)), static_cast<int>(time.hours().count()),
                     static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count())};
}

seconds join(const LocalTime& local) {
    return sys_days(local.date).time_since_epoch() + hours(local.hour) + minutes(local.minute) + seconds(local.second);
}

/// Of "/softwarestudio.org/Olson_20011030_5/Europe/Vienna", "/Europe/Vienna", "tzone://Microsoft/Utc": the longest end
/// that is a zone. "Europe/Vienna" has two parts, "America/Argentina/Salta" three.
std::optional<std::string> zone_of_tail(std::string_view name) {
    for (const int parts : {3, 2, 1}) {
        std::size_t at = name.size();
        for (int i = 0; i < parts && at != std::string_view::npos; ++i)
            at = at == 0 ? std::string_view::npos : name.rfind('/', at - 1);
        if (at == std::string_view::npos) continue;
        const std::string_view tail = name.substr(at + 1);
        if (is_known_zone(tail)) return std::string(tail);
    }
    return name.ends_with("/Utc") ? std::optional<std::string>("UTC") : std::nullopt;
}

std::optional<std::string> zone_of_windows(std::string_view name) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString found;
    icu::TimeZone::getIDForWindowsID(to_icu(name), nullptr, found, status);
    if (U_FAILURE(status) != 0 || found.isEmpty()) return std::nullopt;
    std::string result;
    found.toUTF8String(result);
    return result;
}

/// Of "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", as Windows shows zones to people: that of the
/// first place that has one.
std::optional<std::string> zone_of_display_name(std::string_view name) {
    const auto bracket = name.find(") ");
    const bool is_shown = name.starts_with("(UTC") || name.starts_with("(GMT");
    if (!is_shown || bracket == std::string_view::npos) return std::nullopt;
    name.remove_prefix(bracket + 2);
    while (!name.empty()) {
        const auto comma = std::min(name.find(','), name.size());
        std::string place(name.substr(0, comma));
        name.remove_prefix(std::min(comma + 2, name.size()));
        std::replace(place.begin(), place.end(), ' ', '_');
        for (const std::string_view part : {"Europe/", "America/", "Africa/", "Asia/", "Australia/", "Pacific/"}) {
            std::string candidate = std::string(part).append(place);
            if (is_known_zone(candidate)) return candidate;
        }
    }
    return std::nullopt;
}

Error bad(std::string_view text, std::string_view expected) {
    return Error{Code::bad_input, "\"" + std::string(text.substr(0, 40)) + "\" is not " + std::string(expected)};
}

constexpr std::string_view instant_form = "a date and time like 2024-01-18T10:42 (24:00 is the end of the day)";

}  // namespace

bool is_known_zone(std::string_view zone) {
    return find_zone(zone) != nullptr;
}

std::optional<std::string> resolve_zone(std::string_view name) {
    constexpr std::size_t longest = 128;
    if (name.empty() || name.size() > longest) return std::nullopt;
    if (is_known_zone(name)) return std::string(name);
    if (auto tail = zone_of_tail(name)) return tail;
    if (auto zone = zone_of_windows(name)) return zone;
    // Lotus shortens the names of Windows: "W. Europe".
    if (auto zone = zone_of_windows(std::string(name) + " Standard Time")) return zone;
    return zone_of_display_name(name);
}

LocalTime to_local(Instant instant, std::string_view zone) {
    return split(instant.time_since_epoch() + offset_at(instant, zone));
}

Instant to_instant(const LocalTime& local, std::string_view zone) {
    const seconds wall = join(local);
    const icu::BasicTimeZone* found = find_zone(zone);
    if (found == nullptr) return Instant(wall);
    int32_t raw = 0;
    int32_t dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    // The offset that held before the change: of two moments the earlier, and past a gap by the same distance.
    found->getOffsetFromLocal(to_millis(wall), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, dst, status);
    if (U_FAILURE(status) != 0) return Instant(wall);
    return Instant(wall - seconds{(raw + dst) / 1000});
}

ClockChange clock_change_at(const LocalTime& local, std::string_view zone) {
    const icu::BasicTimeZone* found = find_zone(zone);
    if (found == nullptr) return ClockChange::none;
    const seconds wall = join(local);
    const auto offset = [&](UTimeZoneLocalOption which) {
        int32_t raw = 0;
        int32_t dst = 0;
        UErrorCode status = U_ZERO_ERROR;
        found->getOffsetFromLocal(to_millis(wall), which, which, raw, dst, status);
        return U_FAILURE(status) != 0 ? seconds{0} : seconds{(raw + dst) / 1000};
    };
    const seconds former = offset(UCAL_TZ_LOCAL_FORMER);
    const seconds latter = offset(UCAL_TZ_LOCAL_LATTER);
    if (former == latter) return ClockChange::none;
    return former < latter ? ClockChange::skipped : ClockChange::repeated;
}

Instant start_of_day(const Date& date, std::string_view zone) {
    return to_instant(LocalTime{date, 0, 0, 0}, zone);
}

int days_between(const Date& a, const Date& b) {
    return static_cast<int>((sys_days(b) - sys_days(a)).count());
}

Date add_days(const Date& date, int count) {
    return Date(sys_days(date) + days(count));
}

std::string to_iso(const Date& date) {
    std::array<char, 48> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return buffer.data();
}

std::string to_iso(const Month& month) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02u", static_cast<int>(month.year()),
                  static_cast<unsigned>(month.month()));
    return buffer.data();
}

std::string to_iso(Instant instant) {
    return format_fields(split(instant.time_since_epoch())) + "Z";
}

std::string to_iso(Instant instant, std::string_view zone) {
    const auto offset = static_cast<int>(std::chrono::duration_cast<minutes>(offset_at(instant, zone)).count());
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%c%02d:%02d", offset < 0 ? '-' : '+', std::abs(offset) / 60,
                  std::abs(offset) % 60);
    return format_fields(to_local(instant, zone)) + buffer.data();
}

Result<Date> parse_date(std::string_view text) {
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (text.size() != 10 || !year || !month || !day || text[4] != '-' || text[7] != '-') {
        return bad(text, "a date like 2024-01-18");
    }
    const Date date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                    std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *year == 0) return bad(text, "a day that exists");
    return date;
}

Result<Month> parse_month(std::string_view text) {
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    if (text.size() != 7 || !year || !month || text[4] != '-') return bad(text, "a month like 2024-02");
    const Month result{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month))};
    if (!result.ok() || *year == 0) return bad(text, "a month that exists");
    return result;
}

Result<Instant> parse_instant(std::string_view text, std::string_view zone) {
    const auto date = parse_date(text.substr(0, std::min<std::size_t>(text.size(), 10)));
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    if (!date || !hour || !minute || !has_at(text, 10, 'T') || !has_at(text, 13, ':')) return bad(text, instant_form);
    std::size_t at = 16;
    std::optional<int> second = 0;
    if (has_at(text, at, ':')) {
        second = digits(text, at + 1, 2);
        at += 3;
    }
    const bool is_end_of_day = *hour == 24 && *minute == 0 && second == 0;
    if (!second || *second > 59 || *minute > 59 || (*hour > 23 && !is_end_of_day)) return bad(text, instant_form);
    const LocalTime local{*date, *hour, *minute, *second};
    if (at == text.size()) {
        // 24:00 is the next day's midnight, which is not 24 hours after this one's when the clocks change.
        if (is_end_of_day) return start_of_day(add_days(*date, 1), zone);
        return to_instant(local, zone);
    }
    if (text.substr(at) == "Z") return Instant(join(local));
    const auto offset_hours = digits(text, at + 1, 2);
    const auto offset_minutes = digits(text, at + 4, 2);
    const bool is_offset = text.size() == at + 6 && (text[at] == '+' || text[at] == '-') && has_at(text, at + 3, ':');
    if (!is_offset || !offset_hours || !offset_minutes || *offset_hours > 18 || *offset_minutes > 59) {
        return bad(text, instant_form);
    }
    const seconds offset = hours(*offset_hours) + minutes(*offset_minutes);
    return Instant(join(local) - (text[at] == '-' ? -offset : offset));
}

}  // namespace content
