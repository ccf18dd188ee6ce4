#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/items/items.h"

/// Items as JSON: the blobs of a release, and what `kiosk-pack show --json` prints.
///
/// Canonical form (same value, same bytes): UTF-8, keys sorted by their bytes, no white space, no number that is not an
/// integer (a photo's focus is in thousandths), instants as "2024-01-18T09:42:00Z". A value that is empty, absent or
/// the default of items.h is not written. Readers ignore keys they do not know (a newer publisher may add some) and
/// refuse everything else that is not exactly of this form.
namespace content {

enum class ItemKind { story, event, call, link, notice };

/// "story", "event", "call", "link", "notice".
[[nodiscard]] std::string_view name(ItemKind kind);
[[nodiscard]] std::optional<ItemKind> parse_item_kind(std::string_view name);

[[nodiscard]] std::string to_json(const Edition& edition);
[[nodiscard]] std::string to_json(const Story& story);
[[nodiscard]] std::string to_json(const Event& event);
[[nodiscard]] std::string to_json(const Call& call);
[[nodiscard]] std::string to_json(const Link& link);
[[nodiscard]] std::string to_json(const Notice& notice);

/// Bytes from outside: at most limits::item of them; Code::bad_input or too_large.
[[nodiscard]] Result<Edition> edition_from_json(std::string_view bytes);
[[nodiscard]] Result<Story> story_from_json(std::string_view bytes);
[[nodiscard]] Result<Event> event_from_json(std::string_view bytes);
[[nodiscard]] Result<Call> call_from_json(std::string_view bytes);
[[nodiscard]] Result<Link> link_from_json(std::string_view bytes);
[[nodiscard]] Result<Notice> notice_from_json(std::string_view bytes);

struct EncodedItem {
    ItemKind kind = ItemKind::story;
    std::string id;
    std::string json;  ///< canonical

    bool operator==(const EncodedItem&) const = default;
};

/// All items of a pack in its order: stories, events, calls, links, notices.
[[nodiscard]] std::vector<EncodedItem> encode_items(const Pack& pack);
/// Reads one item and appends it to its list in `pack`.
[[nodiscard]] Status decode_item(ItemKind kind, std::string_view json, Pack& pack);

/// A pack for people and other programs: every key is always there, null or empty when there is nothing; times are
/// ISO 8601 with the zone's offset, last days are inclusive, months are like "2024-02". Ends with a line feed.
[[nodiscard]] std::string show_json(const Pack& pack);

}  // namespace content
