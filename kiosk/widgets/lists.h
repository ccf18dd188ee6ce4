#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/composer.h"

/// What a visitor can leaf through on this screen at this moment: items inside their window and meant for this screen,
/// in the order in which they are listed. Every list tells the composer when it stops being true.
namespace kiosk {

/// Newest first; a story without a day comes after those with one. `topic` empty: all.
[[nodiscard]] std::vector<const content::Story*> stories_now(Composer& composer, const std::string& topic);
/// By deadline; closed ones are gone.
[[nodiscard]] std::vector<const content::Call*> calls_now(Composer& composer);
/// In the pack's order.
[[nodiscard]] std::vector<const content::Link*> links_now(Composer& composer);
/// Topics that have stories now, in the edition's order.
[[nodiscard]] std::vector<const content::Topic*> topics_now(Composer& composer);
/// Days with events, ascending, past ones included. Of an event of more than a week only its first day counts; one of
/// which only the month is known has none.
[[nodiscard]] std::vector<content::Date> event_days(const Composer& composer);

/// Ids of the items before and after `id`; empty at the ends, or when `id` is not in the list.
struct Neighbours {
    std::string previous;
    std::string next;
};
template <class Item>
[[nodiscard]] Neighbours neighbours_of(const std::vector<const Item*>& items, const std::string& id) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i]->id != id) continue;
        return {i > 0 ? items[i - 1]->id : "", i + 1 < items.size() ? items[i + 1]->id : ""};
    }
    return {};
}

}  // namespace kiosk
