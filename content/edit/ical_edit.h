#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"

/// Edits of a calendar (RFC 5545) that keep every byte which the edit is not about: order, folds, line ends, properties
/// that nobody here knows. What an edit makes is read again and must be what was there with only that changed. Not
/// here: what properties mean, and what must change along with another (item_edits.h).
namespace content::edit {

/// What a property of an event becomes. `line` is its whole content line without a fold, "SUMMARY:Opening" or
/// "DTSTART;TZID=Europe/Vienna:20240318T100000", its values escaped; empty takes the property away.
struct IcalChange {
    std::string name;  ///< upper case
    std::string line;
};

/// The UIDs of the calendar's events, in their order. Code::bad_input when it cannot be read.
[[nodiscard]] Result<std::vector<std::string>> ical_uids(std::string_view text);

/// The content lines of the event's own properties, without folds; of VALARM and the like in it none. Code::not_found,
/// bad_input.
[[nodiscard]] Result<std::vector<std::string>> ical_properties(std::string_view text, std::string_view uid);
/// The first of `lines` that has this name (upper case).
[[nodiscard]] std::optional<std::string> find_property(const std::vector<std::string>& lines, std::string_view name);
/// The value of a content line, without the escapes of TEXT (3.3.11), and without white space at both ends.
[[nodiscard]] std::string text_of_property(std::string_view line);

/// A property that has the wanted line already stays as it is folded; of several with one name the first is changed;
/// new ones go behind the others. Code::not_found: no event has the UID; bad_input: the calendar cannot be read, or a
/// line is none; unsupported: it is written in a way that cannot be edited without more changes than these.
[[nodiscard]] Result<std::string> set_properties(std::string_view text, std::string_view uid,
                                                 const std::vector<IcalChange>& changes);

/// The event as it is written, BEGIN and END included. Code::not_found, bad_input.
[[nodiscard]] Result<std::string> event_bytes(std::string_view text, std::string_view uid);
/// Puts an event, BEGIN and END included, behind the others; line ends become those of the calendar. Of no bytes it
/// makes a calendar. Code::bad_input: the calendar cannot be read, or `event` is not one event; unsupported.
[[nodiscard]] Result<std::string> append_event(std::string_view text, std::string_view event);
/// Puts an event, BEGIN and END included, in the place of the one with its UID; behind the others where there is none.
[[nodiscard]] Result<std::string> put_event(std::string_view text, std::string_view uid, std::string_view event);
/// Without the event; what is not there is no error. Empty when the calendar had no other event. Code::bad_input.
[[nodiscard]] Result<std::string> remove_event(std::string_view text, std::string_view uid);

}  // namespace content::edit
