#pragma once

#include <map>
#include <string>

#include "content/items/items.h"
#include "content/pack/source_tree.h"

namespace content {

/// The sources of a pack (PACK.md, format 1) that change when `next` replaces `now`, which is what read_pack reads from
/// `tree`: new bytes by path, empty for a file that goes. Files whose items are the same are left out, so that their
/// comments and order stay. A file that changes is written anew; in events.ics and links.toml, the other entries stay
/// byte for byte.
[[nodiscard]] std::map<std::string, std::string> pack_changes(const SourceTree& tree, const Pack& now,
                                                              const Pack& next);

}  // namespace content
