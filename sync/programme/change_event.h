#pragma once

#include <string>
#include <vector>

#include "content/edit/item_edits.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"

/// One edit of an event does all: the calendar, and the notices about it. Pure.
namespace programme {

/// What becomes of an event as a whole.
enum class Fate { as_is, cancelled, reinstated };

/// What somebody wants of a published event. What is empty stays as it is.
struct EventWish {
    std::string room{};
    std::string floor{};
    std::string start{};  ///< "2024-03-18T13:30", in the event's zone
    std::string end{};    ///< likewise; where only the start is another one, the event is as long as before
    Fate fate = Fate::as_is;
    bool with_notice = false;
};

enum class NoticeOutcome {
    none,        ///< none was wanted, or there is nothing that people have to know
    posted,      ///< one more
    amended,     ///< the one of a moment ago
    taken_back,  ///< all is as it was before the one of a moment ago
};

struct ChangedEvent {
    content::edit::FileChanges changes{};  ///< none: all was so already
    std::vector<content::edit::FieldFault> faults{};
    content::Event before{};
    content::Event after{};
    NoticeOutcome notice = NoticeOutcome::none;
};

/// `pack` is what `tree` reads as. A start that is later on the same day than was announced is a delay; any other is a
/// new time. Faults: "room", "floor", "start", "end"; with one nothing changes. A whole fault where there is no such
/// event.
[[nodiscard]] ChangedEvent change_event(const content::SourceTree& tree, const content::Pack& pack,
                                        const std::string& uid, const EventWish& wish, content::Instant now);

}  // namespace programme
