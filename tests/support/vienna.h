#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "content/items/items.h"

/// Times in Vienna as tests write them, and what takes place then.
namespace sample {

inline constexpr const char* vienna_zone = "Europe/Vienna";

/// A time there, written like "2024-03-18T10:42".
[[nodiscard]] inline content::Instant vienna(std::string_view time) {
    return content::parse_instant(time, vienna_zone).value();
}

/// By the clock; the end is unknown where it is the start.
[[nodiscard]] inline content::Span hours(std::string_view start, std::string_view end) {
    return content::TimedSpan{vienna(start), vienna(end), vienna_zone};
}

/// Whole days, written like "2024-03-18"; not confirmed: their hours are to come.
[[nodiscard]] inline content::Span days(std::string_view first, std::string_view last, bool is_confirmed = true) {
    return content::DaySpan{content::parse_date(first).value(), content::parse_date(last).value(), is_confirmed};
}

/// These events alone, in English.
[[nodiscard]] inline content::Pack pack_of(std::vector<content::Event> events) {
    content::Pack pack;
    pack.edition.zone = vienna_zone;
    pack.edition.default_language = content::Language::en;
    pack.edition.languages = {content::Language::en};
    pack.events = std::move(events);
    return pack;
}

}  // namespace sample
