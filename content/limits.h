#pragma once

#include <cstddef>

/// Every limit on bytes from outside, in one place, each with its reason.
namespace content::limits {

inline constexpr std::size_t source_file =
    2 * 1024 * 1024;                                    ///< a text a person edits; the longest calendar seen is 300 KB
inline constexpr std::size_t source_files = 20'000;     ///< 10,000 items and their translations fit
inline constexpr std::size_t photo = 32 * 1024 * 1024;  ///< a 24-megapixel JPEG of the best quality is 20 MB
inline constexpr std::size_t item = 256 * 1024;         ///< an item's canonical JSON, in all languages
inline constexpr std::size_t gist_words = 40;           ///< what a passer-by reads (UX)
inline constexpr std::size_t gist_words_hard = 60;
inline constexpr std::size_t gist_characters = 100;  ///< Chinese, which has no spaces to count words by
inline constexpr std::size_t gist_characters_hard = 150;
inline constexpr std::size_t headline_characters = 300;    ///< longer is not a headline
inline constexpr std::size_t url = 2000;                   ///< longer does not fit any code
inline constexpr int picture_side = 16'384;                ///< pixels, checked before decoding
inline constexpr std::size_t picture_pixels = 50'000'000;  ///< 50 MP decode to 200 MB

}  // namespace content::limits
