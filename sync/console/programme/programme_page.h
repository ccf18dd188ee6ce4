#pragma once

#include <string>

#include "content/items/items.h"
#include "sync/console/viewer.h"
#include "sync/programme/day.h"

/// One day of the programme, for staff: what is where, what clashes, what has changed.
namespace console {

/// The same person, with the clock of the venue: that of the programme, whatever the hub's own is.
[[nodiscard]] Viewer at_venue(Viewer viewer, const content::Edition& edition);
/// The address of an event's page.
[[nodiscard]] Path event_path(const std::string& uid);
/// An item's words in the console's language where it has them, else in the edition's; marked as what they are.
[[nodiscard]] Html title_words(const Viewer& viewer, const content::Event& event, const content::Edition& edition);
/// "13:10 – 14:00", "18 Mar 2024 – 22 Mar 2024", "Day not known yet"; times of another day than `on` say theirs.
[[nodiscard]] Html time_words(const Viewer& viewer, const programme::Row& row, const content::Edition& edition,
                              const content::Date& on);
/// "Room changed", "Live now": a shape and a word; nothing of an event that is ahead and as planned.
[[nodiscard]] Html event_mark(const Viewer& viewer, const programme::Row& row);
/// An event with its time, its room and what clashes with it; the title leads to its page.
[[nodiscard]] Html event_card(const Viewer& viewer, const programme::Row& row, const content::Edition& edition,
                              const content::Date& on);

struct ProgrammePage {
    const content::Pack& pack;
    programme::Day day{};
    bool can_be_read = true;  ///< false: the pack has mistakes, and what is shown may not be all
    std::string said{};       ///< a key for a note
};
[[nodiscard]] std::string programme_page(const Viewer& viewer, const ProgrammePage& of);

}  // namespace console
