#pragma once

#include <string>
#include <vector>

#include "content/items/items.h"

/// Items as the TOML and Markdown of a pack (PACK.md, format 1).
namespace content {

/// pack.toml.
[[nodiscard]] std::string edition_source(const Edition& edition);
/// A story or call in one of its languages: front matter and Markdown. What all languages share stands in the original.
[[nodiscard]] std::string story_source(const Story& story, Language language, const Edition& edition);
[[nodiscard]] std::string call_source(const Call& call, Language language, const Edition& edition);
/// links.toml.
[[nodiscard]] std::string links_source(const std::vector<Link>& links, const Edition& edition);

}  // namespace content
