#pragma once

#include <stdexcept>
#include <string_view>

#include "content/items/snapshot.h"

/// A made-up edition with every state that a scene must be able to show, in seven languages. The people and meetings in
/// it do not exist.
namespace sample {

/// Monday 18 March 2024, 10:42 in Vienna: the moment that the events are arranged around.
[[nodiscard]] content::Instant now();
[[nodiscard]] content::Pack pack();
/// The pack as a release, with no blobs.
[[nodiscard]] content::Snapshot snapshot();
/// The same with so many events in place of its own, "event-0" and on: each begins two minutes after the one before.
[[nodiscard]] content::Snapshot with_events(int count);

/// Item of `items` with this id; the id must exist.
template <class T>
[[nodiscard]] const T& find(const std::vector<T>& items, std::string_view id) {
    for (const T& item : items) {
        if (item.id == id) return item;
    }
    throw std::logic_error("no sample item of this id");
}

}  // namespace sample
