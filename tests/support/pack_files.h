#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/pack/pack_reader.h"

/// Packs in memory for the tests of this folder.
namespace pack_files {

/// The smallest pack without findings: an edition in English and French with the topic "crime", in Vienna.
[[nodiscard]] content::SourceTree minimal();
/// `minimal()` and one more file.
[[nodiscard]] content::SourceTree with(const std::string& path, std::string text);
/// A calendar around `events`; its first line is line 4.
[[nodiscard]] std::string calendar(std::string_view events);
/// The example of content/PACK.md.
[[nodiscard]] content::SourceTree example();

[[nodiscard]] std::vector<std::string> read_findings(const content::SourceTree& tree);
/// Whether one finding, as printed, begins with `beginning` and contains `part`.
[[nodiscard]] bool has_finding(const content::SourceTree& tree, std::string_view beginning, std::string_view part);

}  // namespace pack_files
