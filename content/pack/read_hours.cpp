#include "content/pack/read_hours.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include "content/pack/toml.h"

namespace content {
namespace {

/// "07:30-20:00". Nothing: it is none of that form, or as long as nothing.
std::optional<DayHours> read_day_hours(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = read_minute_of_day(text.substr(0, dash));
    const auto until = read_minute_of_day(text.substr(dash + 1));
    if (!from || !until || *from == *until || *from == 24 * 60) return std::nullopt;
    return DayHours{*from, *until};
}

}  // namespace

std::optional<int> read_minute_of_day(std::string_view text) {
    int hour = 0;
    int minute = 0;
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto read = [](std::string_view digits, int& value) {
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc() && end == digits.data() + digits.size() && value >= 0;
    };
    if (!read(text.substr(0, 2), hour) || !read(text.substr(3), minute)) return std::nullopt;
    const int all = hour * 60 + minute;
    if (minute > 59 || all > 24 * 60) return std::nullopt;
    return all;
}

std::optional<OpeningHours> read_hours(TomlFields& profile) {
    const TomlNode* table = profile.table("hours", "a table with daily, mon, tue, wed, thu, fri, sat and sun");
    if (table == nullptr) return std::nullopt;
    TomlFields fields(*table, profile.findings());
    const auto read = [&](std::string_view key, std::optional<DayHours> usual) -> std::optional<DayHours> {
        if (!fields.has(key)) return usual;
        const int line = fields.line(key);
        const std::string text = fields.text(key, Presence::required);
        if (text == "closed") return std::nullopt;
        if (const auto hours = read_day_hours(text)) return hours;
        if (text.empty()) return DayHours();  // no text at all, which is a finding already
        fields.findings().error(line, fmt::format("\"{}\": expected hours like \"07:30-20:00\", or \"closed\"", key));
        return DayHours();
    };
    OpeningHours hours;
    const std::optional<DayHours> daily = read("daily", DayHours());
    for (std::size_t day = 0; day < weekday_names.size(); ++day)
        hours.days.at(day) = read(weekday_names.at(day), daily);
    fields.finish(Severity::warning);
    if (std::ranges::none_of(hours.days, [](const auto& day) { return day.has_value(); })) {
        fields.findings().error(table->line,
                                "\"hours\": a screen that is closed on all days would never show anything");
        return std::nullopt;
    }
    return hours;
}

}  // namespace content
