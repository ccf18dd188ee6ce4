#pragma once

#include <optional>
#include <string>

namespace content {

/// Two edits of one text as one, line by line, as git merges a file. Nothing when both changed the same lines
/// otherwise, or next to each other: a person has to choose.
[[nodiscard]] std::optional<std::string> merge_texts(const std::string& base, const std::string& mine,
                                                     const std::string& theirs);

}  // namespace content
