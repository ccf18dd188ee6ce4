#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sync/agent/update.h"

/// A release from a USB stick: a depot as a folder, an archive (content/depot/archive.h), or a folder with archives in
/// it. It follows the same rules as a release from a network; who carried the stick counts for nothing.
namespace syncing {

struct ImportReport {
    struct Part {
        std::filesystem::path from;
        Result<UpdateReport> result;
    };
    std::vector<Part> parts;  ///< one for a depot or archive; in a folder of archives, one for each, by name
    std::string words;        ///< for people, a line each: what came of it, and why
    bool is_written = false;  ///< the words are in `rotunda-result.txt` on the stick
    /// Whether what was asked for was done: every part was taken over, or was here already, or one was and the others
    /// are older.
    [[nodiscard]] bool is_good() const;
};

/// When a release is wrong, damaged or older, nothing changes on the screen, and the words say why.
[[nodiscard]] ImportReport import_stick(const std::filesystem::path& from, const UpdateOptions& options,
                                        Environment& environment, SyncState& state);

}  // namespace syncing
