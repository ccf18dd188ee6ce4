#pragma once

#include <optional>
#include <string_view>

/// The names of months and weekdays in the languages whose dates we read: English, French, Spanish and German, and the
/// months of Portuguese.
namespace content {

/// 1 to 12 for the folded name of a month or its usual abbreviation without a full stop: "january", "sept", "fevr".
[[nodiscard]] std::optional<unsigned> month_named(std::string_view folded);
/// 0 (Sunday) to 6 for the folded name of a weekday, and in English for its abbreviations: "monday", "thurs", "lundi".
[[nodiscard]] std::optional<unsigned> weekday_named(std::string_view folded);

}  // namespace content
