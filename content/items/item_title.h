#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "content/items/items.h"

namespace content {

/// The item of this id; null: there is none.
template <class Item>
[[nodiscard]] const Item* find_item(const std::vector<Item>& items, std::string_view id) {
    const auto found = std::ranges::find(items, id, &Item::id);
    return found == items.end() ? nullptr : &*found;
}

/// What people call an item, in the language that text_in() finds; empty: it has no text.
[[nodiscard]] inline const std::string& title_of(const Story& story, Language language, const Edition& edition) {
    return text_in(story.texts, language, edition).headline;
}
[[nodiscard]] inline const std::string& title_of(const Event& event, Language language, const Edition& edition) {
    return text_in(event.texts, language, edition).title;
}
[[nodiscard]] inline const std::string& title_of(const Call& call, Language language, const Edition& edition) {
    return text_in(call.texts, language, edition).headline;
}
[[nodiscard]] inline const std::string& title_of(const Link& link, Language language, const Edition& edition) {
    return text_in(link.texts, language, edition).label;
}
[[nodiscard]] inline const std::string& title_of(const Notice& notice, Language language, const Edition& edition) {
    return text_in(notice.texts, language, edition).headline;
}

}  // namespace content
