#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/time.h"
#include "content/edit/ical_edit.h"
#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"
#include "content/pack/ical.h"

/// The calendars of a pack, and one event of them, for edits of events.
namespace content::edit {

/// events.ics and its translations, as far as there are any.
[[nodiscard]] Files calendars_of(const SourceTree& tree, Place place);
/// The same with the event alone, and the zones that the calendar defines: what is needed to read it. Calendars without
/// the event are left out.
[[nodiscard]] Files event_files(const Files& calendars, std::string_view uid);

/// What events.ics says of an event.
struct OpenEvent {
    std::vector<std::string> lines;  ///< its content lines
    EventFields fields;
    bool has_utc_start = false;
    std::string start_head;  ///< "DTSTART;TZID=Europe/Vienna", of times in a zone that all know; else empty
};
/// Code::not_found, bad_input.
[[nodiscard]] Result<OpenEvent> open_event(const std::string& calendar, std::string_view uid, const Edition& edition);
/// The texts of one calendar in `fields`.
void read_texts(const std::vector<std::string>& lines, EventFields& fields);

/// A property with a value of the type TEXT, as a change; of an empty text, that it goes.
[[nodiscard]] IcalChange text_change(const std::string& name, std::string_view text);
/// One with a value as it is.
[[nodiscard]] IcalChange plain_change(const std::string& name, std::string_view value);
/// DTSTAMP: the event was changed `now`.
[[nodiscard]] IcalChange stamp(Instant now);
/// DTSTAMP, LAST-MODIFIED and SEQUENCE: room, time or status of the event were changed `now`.
[[nodiscard]] std::vector<IcalChange> revision(const OpenEvent& event, Instant now);
/// What puts other times in the place of the old: "2024-03-18T13:00" in the event's zone, or days, of which `end` is
/// the last; an empty `end` is none. The times must be such.
[[nodiscard]] std::vector<IcalChange> time_changes(const OpenEvent& event, const std::string& start,
                                                   const std::string& end);
/// What is wrong with such times.
[[nodiscard]] std::vector<FieldFault> time_faults(const std::string& start, const std::string& end,
                                                  const std::string& zone);

}  // namespace content::edit
