#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/edit/item_edits.h"
#include "content/items/items.h"
#include "sync/console/job_progress.h"
#include "sync/console/viewer.h"
#include "sync/programme/day.h"

/// One event, and what can be changed of it in a minute: its room, its time, whether it takes place; and its texts.
namespace console {

/// What fields of items take, in letters: PACK.md, "Rules for all files".
inline constexpr std::size_t max_typed_title = 300;
inline constexpr std::size_t max_typed_line = 1000;
inline constexpr std::size_t max_typed_time = 19;  ///< "2024-03-18T13:10:00"

/// A room that is offered, and what is in it at the event's time.
struct RoomOffer {
    std::string name{};
    std::string floor{};
    std::string taken_by{};  ///< the title of another event; empty: it is free then
};

/// As typed, or as they are.
struct ChangeFields {
    std::string room{};
    std::string start{};
    std::string end{};
    bool with_notice = true;
};

struct EventPage {
    const content::Pack& pack;
    programme::Row row{};
    ChangeFields fields{};
    std::string zone{};        ///< that its times are typed in, where that is not the edition's
    bool has_days = false;     ///< its times are days
    bool can_be_timed = true;  ///< false: only months are known, or the hours are still to come
    std::vector<content::edit::FieldFault> faults{};
    std::string failure{};  ///< a key: why all of it was refused
    std::vector<RoomOffer> rooms{};
    std::vector<const content::Notice*> notices{};  ///< about it, that are up
    std::vector<content::Language> languages{};     ///< that its texts can be in, its own first
    std::string nonce{};                            ///< of this page's forms
    std::string version{};                          ///< of the event, as this page was made from
    bool may_change = false;
    bool may_edit = false;
    bool has_signer = true;  ///< false: somebody publishes it at the hub's machine
    Spread spread{};
    std::string said{};  ///< a key
};
[[nodiscard]] std::string event_page(const Viewer& viewer, const EventPage& of);

/// The texts of an event in one language.
struct EventTextsPage {
    const content::Pack& pack;
    const content::Event& event;
    content::Language language = content::Language::en;
    std::vector<content::Language> languages{};
    content::edit::EventFields fields{};
    std::vector<content::edit::FieldFault> faults{};
    std::string failure{};
    std::string nonce{};
    std::string version{};
};
[[nodiscard]] std::string event_texts_page(const Viewer& viewer, const EventTextsPage& of);

/// What is wrong with a field of an edit, for the one that is named so; empty: nothing.
[[nodiscard]] Html fault_words(const std::vector<content::edit::FieldFault>& faults, std::string_view field);

}  // namespace console
