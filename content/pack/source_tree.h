#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
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

/// What one file of a pack's folder holds: a text, a file of media/, or why it could not be read.
struct SourceFile {
    std::string text{};
    MediaFile media{};
    std::string fault{};
};
/// `name` is relative to the folder. Nothing is read of a file that is no part of a pack.
[[nodiscard]] SourceFile read_source(const std::filesystem::path& folder, const std::string& name);
/// Puts it where it belongs; of one that is not used, or could not be read, a finding.
void add_source(const std::string& name, SourceFile file, SourceTree& tree);

/// Where a pack keeps what no screen shows (PACK.md, "drafts/").
inline constexpr std::string_view drafts_folder = "drafts/";
/// That as a pack of its own: with the edition and the photos of the pack it belongs to.
[[nodiscard]] SourceTree drafts_of(const SourceTree& tree);

/// Reads a pack folder with the limits of limits.h. Fails only when the folder itself cannot be read.
[[nodiscard]] Result<SourceTree> load_source_tree(const std::filesystem::path& folder);

}  // namespace content
