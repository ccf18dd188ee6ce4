#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "content/items.h"
#include "content/result.h"
#include "content/source_tree.h"

/// Items as the sources of a pack (PACK.md, format 1).
namespace content {

/// The sources that change when `next` replaces what `tree` holds (`now`, as read_pack reads it): by path, its new
/// bytes; empty means that the file goes. Files whose items are the same are not among them, so that their comments and
/// order stay; a file that changes is written anew, but for events.ics and links.toml, where the other entries stay
/// byte by byte.
[[nodiscard]] std::map<std::string, std::string> pack_changes(const SourceTree& tree, const Pack& now,
                                                              const Pack& next);

/// Puts changes into a pack folder, all or nothing: the folder is copied beside itself, changed there, and renamed into
/// its place; when that is interrupted, the old pack is whole. The folder may not be there yet. Code::io.
[[nodiscard]] Status write_changes(const std::filesystem::path& folder,
                                   const std::map<std::string, std::string>& changes);

[[nodiscard]] std::string edition_source(const Edition& edition);
[[nodiscard]] std::string story_source(const Story& story, Language language, const Edition& edition);
[[nodiscard]] std::string call_source(const Call& call, Language language, const Edition& edition);
[[nodiscard]] std::string links_source(const std::vector<Link>& links, const Edition& edition);
/// One VEVENT, its lines folded at 75 octets and ended by a line feed as git likes them.
[[nodiscard]] std::string event_source(const Event& event, Language language, const Edition& edition);

}  // namespace content
