#pragma once

#include <set>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/items/items.h"

/// A new import of a source into a pack that people may have edited since the last one.
namespace content {

enum class ChangeKind { added, changed, kept, gone, removed };

/// "event changed: 67th session (place, when)".
struct ItemChange {
    ChangeKind kind = ChangeKind::added;
    std::string item;  ///< "event/<uid>"
    std::string title;
    std::vector<std::string> fields;  ///< changed: taken from the new import; kept: edited by people, not taken
};

struct Merge {
    Pack pack;
    std::vector<ItemChange> changes;  ///< what is the same is not among them
};

enum class Prune { no, yes };

/// Three ways: `last` is what this source gave last time, `now` the pack as it is, `next` what the source gives now.
/// Of each item, a field that people edited (it differs between `last` and `now`) stays; another one follows the
/// source. An item that people deleted stays away. One that the source no longer has stays and is named, or goes when
/// `prune` and nobody edited it. Items of other sources are not touched. Pure.
[[nodiscard]] Merge merge_import(const Pack& last, const Pack& now, const Pack& next, Prune prune);

/// The last import of a source as it is kept in `.import/<source>.json`: canonical JSON of its items, one a line.
[[nodiscard]] std::string encode_import(const Pack& pack);
[[nodiscard]] Result<Pack> decode_import(const std::string& bytes);

}  // namespace content
