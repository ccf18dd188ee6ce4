#pragma once

#include <set>
#include <string>
#include <string_view>

namespace content {

/// An id made of a title: Latin letters without their marks, lower case, words joined by '-', at most `words` words
/// and 60 bytes, cut between words. Other scripts are transliterated. Empty when nothing is left of `title`.
[[nodiscard]] std::string make_slug(std::string_view title, int words = 8);

/// `slug` with `ending`, which is short, behind it. One that would be too long for is_slug() is cut before, with a part
/// of its hash in place of the rest, so that two that begin alike stay two.
[[nodiscard]] std::string with_ending(std::string_view slug, std::string_view ending);

/// `slug`, or `slug-2`, `slug-3`, ... if `taken` has it already; `fallback` takes the place of an empty `slug`. Adds
/// the result to `taken`.
[[nodiscard]] std::string unique_slug(std::string slug, std::string_view fallback, std::set<std::string>& taken);

}  // namespace content
