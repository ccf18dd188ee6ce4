#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/items/items.h"
#include "content/pack/source_tree.h"

/// Items as the sources of a pack (PACK.md, format 1).
namespace content {

/// The sources that change when `next` replaces what `tree` holds (`now`, as read_pack reads it): by path, its new
/// bytes; empty means that the file goes. Files whose items are the same are not among them, so that their comments and
/// order stay; a file that changes is written anew, but for events.ics and links.toml, where the other entries stay
/// byte by byte.
[[nodiscard]] std::map<std::string, std::string> pack_changes(const SourceTree& tree, const Pack& now,
                                                              const Pack& next);

/// A folder beside a pack for what is on its way into it, so that it gets there by renaming. While it is there, nobody
/// else has one for this pack. Its destructor removes it; what a killed process left in it is removed by the next one.
class Staging {
public:
    /// Code::unavailable when another program is at work on this pack, Code::io.
    [[nodiscard]] static Result<std::unique_ptr<Staging>> beside(const std::filesystem::path& pack);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    [[nodiscard]] const std::filesystem::path& pack() const { return pack_; }  ///< as it was given, made clean
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    Staging(std::filesystem::path pack, std::filesystem::path folder, int lock);

    std::filesystem::path pack_;
    std::filesystem::path folder_;
    Descriptor lock_;
};

/// Puts changes into a pack folder, all or nothing: the folder is copied beside itself, changed there, and renamed into
/// its place; when that is interrupted, the old pack is whole. The folder may not be there yet. `moved` are finished
/// files, by their path in the pack: they lie in the staging folder and are taken from there. Code::io.
[[nodiscard]] Status write_changes(const Staging& staging, const std::map<std::string, std::string>& changes,
                                   const std::map<std::string, std::filesystem::path>& moved);

[[nodiscard]] std::string edition_source(const Edition& edition);
[[nodiscard]] std::string story_source(const Story& story, Language language, const Edition& edition);
[[nodiscard]] std::string call_source(const Call& call, Language language, const Edition& edition);
[[nodiscard]] std::string links_source(const std::vector<Link>& links, const Edition& edition);
/// One VEVENT, its lines folded at 75 octets and ended by a line feed as git likes them.
[[nodiscard]] std::string event_source(const Event& event, Language language, const Edition& edition);

}  // namespace content
