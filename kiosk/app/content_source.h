#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/cache/cache_reader.h"
#include "content/cache/search.h"
#include "content/items/snapshot.h"

namespace kiosk {

/// Where the display's content comes from.
class ContentSource {
public:
    virtual ~ContentSource() = default;
    /// What is there now: one complete release. Any error leaves what the display shows as it is.
    [[nodiscard]] virtual content::Result<std::shared_ptr<const content::Snapshot>> load() = 0;
    /// Whether `load` could give something else than the last time. The call is cheap, and made whenever a folder
    /// changes.
    [[nodiscard]] virtual bool has_changed() = 0;
    /// An index that is already there; when there is none, the display makes one from what it shows.
    [[nodiscard]] virtual content::Result<std::unique_ptr<content::Search>> search() const {
        return content::Error{content::Code::unsupported, "no index of its own"};
    }
    /// Folders in which a change shows.
    [[nodiscard]] virtual std::vector<std::filesystem::path> folders() const = 0;
};

/// A pack shown directly, for its authors: every saved change appears. Code bad_input lists all faults of the pack.
[[nodiscard]] std::unique_ptr<ContentSource> source_of_pack(const std::filesystem::path& folder);
/// The cache that the agent fills, opened read-only. The file may be missing now and come later.
/// `about_to_load` hears the number of the active release before that is read, and returns what must not be read.
using AboutToLoad = std::function<content::Unread(std::int64_t release)>;
[[nodiscard]] std::unique_ptr<ContentSource> source_of_cache(const std::filesystem::path& file,
                                                             AboutToLoad about_to_load = {});

}  // namespace kiosk
