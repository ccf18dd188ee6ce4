#pragma once

#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/items/items.h"

/// Importing a source again into a pack that people may have edited since the last time.
namespace content {

enum class ChangeKind {
    added,
    changed,  ///< fields were taken from the source
    kept,     ///< fields that people edited were not
    shared,   ///< fields that another source has otherwise were not
    deleted,  ///< the source has it, people deleted it: not taken
    gone,     ///< the source no longer has it: it stays
    removed,
};

/// "event changed: 67th session (place, when)".
struct ItemChange {
    ChangeKind kind = ChangeKind::added;
    std::string item;  ///< "event/<uid>"
    std::string title;
    std::vector<std::string> fields;  ///< changed: taken; kept, shared: not taken
};

struct Merge {
    Pack pack;
    std::vector<ItemChange> changes;  ///< items that stay the same are not listed
};

enum class Prune { no, yes };

/// Merges three ways: `last` is what this source gave last time, `now` the pack as it is, `next` what the source gives
/// now. A field that people edited (it differs between `last` and `now`) stays; any other follows the source. An item
/// that people deleted stays away. An item that the source no longer has stays and is named, or goes with `prune` if
/// nobody edited it. Items of other sources are not touched; of one that `others`, what other sources gave, has too,
/// the source that came last decides. Pure.
[[nodiscard]] Merge merge_import(const Pack& last, const Pack& now, const Pack& next, Prune prune,
                                 const Pack& others = {});

/// The last import of a source as `.import/<source>.json` persists it: canonical JSON of its items, one a line.
/// Code::bad_input for anything else.
[[nodiscard]] std::string encode_import(const Pack& pack);
[[nodiscard]] Result<Pack> decode_import(const std::string& bytes);

}  // namespace content
