#pragma once

#include <string>
#include <string_view>

/// How Chinese characters are read, for searching from Latin keys.
namespace content {

/// The usual reading without tone, "da" for 大, ü as u; empty for what is no Chinese character or has no reading.
[[nodiscard]] std::string_view pinyin_of(char32_t character);
/// A second reading of the characters that names and meetings use in both ("hang" for 行, which is usually "xing");
/// empty for most.
[[nodiscard]] std::string_view other_pinyin_of(char32_t character);

/// Words of the index that only somebody who types pinyin looks for begin with one of these characters of private use,
/// which cannot be typed: in another language "da" must not find every text with 大 in it.
inline constexpr char32_t pinyin_mark = 0xE000;
inline constexpr char32_t initials_mark = 0xE001;
inline constexpr std::string_view pinyin_prefix = "\uE000";
inline constexpr std::string_view initials_prefix = "\uE001";

/// From each character of `run` on, its reading and that of the characters that follow it ("dajifubai", "jifubai",
/// ...), and their first letters ("djfb", ...), as far as anybody types.
[[nodiscard]] std::string pinyin_words(const std::u32string& run);

}  // namespace content
