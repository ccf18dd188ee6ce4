#pragma once

#include <string>
#include <string_view>

/// Writing iCalendar (RFC 5545). Not here: which properties say what; a pack's calendars and a code for phones differ
/// in that.
namespace content {

/// `text` as a value of the type TEXT (3.3.11): backslashes, semicolons, commas and line feeds escaped, other controls
/// but tabs left out.
[[nodiscard]] std::string ical_text(std::string_view text);

/// One content line (3.1), folded before its 76th octet and never inside a character, which some programs would break.
/// `line_end` is "\r\n" by the RFC; whoever writes files for people may want "\n" and change it later.
[[nodiscard]] std::string ical_line(std::string_view line, std::string_view line_end);

/// A date or time of ISO 8601 as DATE and DATE-TIME have it, without signs: "2024-01-18T09:42:00Z" as
/// "20240118T094200Z".
[[nodiscard]] std::string ical_digits(std::string iso);

}  // namespace content
