#pragma once

#include <string>
#include <vector>

#include "content/items/item_kind.h"
#include "content/items/items.h"

/// Items as JSON: the blobs of a release.
///
/// Canonical form (same value, same bytes): UTF-8, keys sorted by their bytes, no white space, no number that is not an
/// integer (a photo's focus is in thousandths), instants as "2024-01-18T09:42:00Z". A value that is empty, absent or
/// the default of items.h is not written.
namespace content {

[[nodiscard]] std::string to_json(const Edition& edition);
[[nodiscard]] std::string to_json(const Story& story);
[[nodiscard]] std::string to_json(const Event& event);
[[nodiscard]] std::string to_json(const Call& call);
[[nodiscard]] std::string to_json(const Link& link);
[[nodiscard]] std::string to_json(const Notice& notice);

struct EncodedItem {
    ItemKind kind = ItemKind::story;
    std::string id;
    std::string json;  ///< canonical

    bool operator==(const EncodedItem&) const = default;
};

/// All items of a pack in its order: stories, events, calls, links, notices.
[[nodiscard]] std::vector<EncodedItem> encode_items(const Pack& pack);

}  // namespace content
