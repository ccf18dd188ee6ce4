#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "content/base/finding.h"
#include "content/base/result.h"

namespace content {

/// A photo or other file of media/, known by its hash; the bytes stay on disk.
struct MediaFile {
    std::string sha256;
    std::size_t size = 0;

    bool operator==(const MediaFile&) const = default;
};

/// The sources of a pack in memory: what read_pack reads. Keys are paths relative to the pack folder.
struct SourceTree {
    std::map<std::string, std::string> texts;  ///< .toml, .md, .ics: "stories/asean.fr.md" -> its bytes
    std::map<std::string, MediaFile> media;    ///< relative to media/
    std::vector<Finding> findings;             ///< about files that could not be taken
};

/// Reads a pack folder with the limits of limits.h. Fails only when the folder itself cannot be read.
[[nodiscard]] Result<SourceTree> load_source_tree(const std::filesystem::path& folder);

}  // namespace content
