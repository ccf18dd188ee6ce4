#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/edit/event_calendar.h"
#include "content/edit/event_rooms.h"
#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"

namespace content::edit {

/// One event of all calendars of a place while it changes. In drafts, when there is no draft of it, the published event
/// is taken for one.
class EventEditor {
public:
    /// Code::not_found, bad_input.
    [[nodiscard]] static Result<EventEditor> open(const SourceTree& tree, Place place, std::string_view uid);

    [[nodiscard]] const OpenEvent& event() const { return event_; }
    [[nodiscard]] const Edition& edition() const { return edition_; }
    /// The content lines of one language; nothing where it is not translated.
    [[nodiscard]] std::optional<std::vector<std::string>> lines_in(Language language) const;
    /// Languages of translations that have the event.
    [[nodiscard]] std::vector<Language> translations() const;

    /// Changes the event in one language.
    void change(Language language, const std::vector<IcalChange>& changes);
    /// Puts the event, BEGIN and END included, into the calendar of a language that does not have it yet.
    void add(Language language, const std::string& event);
    /// What translations say of the room that the event has left: as before, their name of it, or nothing any more.
    enum class OldRoom { keep, mark, remove };
    /// Translations have the room's name as other events have it, else as it is given.
    void put_room(const KnownRoom& room, OldRoom old_room, Instant now);

    /// What came of it.
    [[nodiscard]] Edited finish();

private:
    EventEditor(const SourceTree& tree, Place place, std::string_view uid)
        : tree_(&tree), place_(place), uid_(uid), edition_(edition_of(tree)) {}

    const SourceTree* tree_;
    Place place_;
    std::string uid_;
    Edition edition_;
    OpenEvent event_;
    Files before_;     ///< the event alone, as it was
    Files calendars_;  ///< of the place
    std::vector<FieldFault> faults_;
};

/// A new event as it is written, from BEGIN to END, with line feeds.
[[nodiscard]] std::string event_source(std::string_view uid, const std::vector<IcalChange>& properties, Instant now);

}  // namespace content::edit
