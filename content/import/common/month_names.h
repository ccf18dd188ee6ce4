#pragma once

#include <optional>
#include <string_view>

/// The names of months and weekdays in the languages whose dates we read: English, French, Spanish, German, Russian and
/// Arabic, and the months of Portuguese.
namespace content {

/// 1 to 12 for the folded name of a month or its usual abbreviation without a full stop: "january", "sept", "fevr".
[[nodiscard]] std::optional<unsigned> month_named(std::string_view folded);
/// True for a text whose first word is the name of a month, in any letters: "Oktober in Wien".
[[nodiscard]] bool begins_with_month(std::string_view text);
/// 0 (Sunday) to 6 for the folded name of a weekday, and in English and Russian for its abbreviations: "monday",
/// "thurs", "lundi", "пн".
[[nodiscard]] std::optional<unsigned> weekday_named(std::string_view folded);

}  // namespace content
