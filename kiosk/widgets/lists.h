#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/composer.h"

/// What a visitor can leaf through on this screen at this moment: items inside their window and meant for this screen,
/// in the order in which they are listed. Every list tells the composer when it stops being true.
namespace kiosk {

/// Stories, newest first; those without a day come last. `topic` empty: all topics.
[[nodiscard]] std::vector<const content::Story*> stories_now(Composer& composer, const std::string& topic);
/// Open calls by deadline.
[[nodiscard]] std::vector<const content::Call*> calls_now(Composer& composer);
/// Whether the address may be offered: not where to apply for a call whose deadline has passed
/// (content/items/closed_calls.h), or may have passed.
[[nodiscard]] bool is_offered(const Composer& composer, const std::string& address);
/// A frame that shows addresses is true until the next call closes.
void changes_at_deadlines(Composer& composer);
/// Links in the pack's order, without those to closed calls.
[[nodiscard]] std::vector<const content::Link*> links_now(Composer& composer);
/// Topics that have stories now, in the edition's order.
[[nodiscard]] std::vector<const content::Topic*> topics_now(Composer& composer);
/// Days with events, ascending, past ones included. An event of more than a week counts on its first day only, and one
/// of which only the month is known on none.
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
