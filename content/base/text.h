#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "content/base/language.h"

namespace content {

[[nodiscard]] bool is_utf8(std::string_view bytes);
/// Unicode code points; bytes that are no UTF-8 count one each.
[[nodiscard]] std::size_t count_characters(std::string_view text);
/// Runs of anything but white space.
[[nodiscard]] std::size_t count_words(std::string_view text);
/// Where the character after the one at byte `at` begins; the size of `text` at its end. A character is a byte and the
/// continuation bytes (10xxxxxx, RFC 3629) behind it, so that bytes that are no UTF-8 are stepped over too.
[[nodiscard]] std::size_t next_character(std::string_view text, std::size_t at);
/// Where the character that byte `at` belongs to begins: `at` itself unless a continuation byte stands there. Text may
/// be cut there without tearing a character.
[[nodiscard]] std::size_t character_begin(std::string_view text, std::size_t at);
/// The code point of the character that begins at byte `at`; U+FFFD where `text` ends or is no UTF-8.
[[nodiscard]] char32_t code_point_at(std::string_view text, std::size_t at);
/// What the author of a control character from U+0080 to U+009F meant: "&#146;" is the apostrophe that windows-1252 has
/// there (HTML 13.2.5.80). Others stay.
[[nodiscard]] char32_t meant_character(char32_t c);
/// Appends a code point as UTF-8; U+FFFD for what is none.
void append_character(std::string& text, char32_t character);
/// `text` without spaces, tabs, line feeds and carriage returns at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// The first line of `text` without its end ("\n" or "\r\n"), which is taken off `text`; all of it where there is no
/// end.
[[nodiscard]] std::string_view take_line(std::string_view& text);
/// `text` with A to Z as a to z and everything else as it is, whatever the locale: for words of protocols, not of
/// people.
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] char to_lower(char letter);
/// True when `text` has a character that no text of ours may have: controls (except line feed and tab when
/// `Lines::many`), and the code points that override reading direction and could disguise a text.
enum class Lines { one, many };
[[nodiscard]] bool has_forbidden_character(std::string_view text, Lines lines);
/// Lower-case letters a-z, digits, '-', '_' and '.', 1 to 80 of them, not beginning with '.'.
[[nodiscard]] bool is_slug(std::string_view text);

/// Length of a gist as it counts for reading: words, or characters for Chinese, which is written without spaces.
struct GistLength {
    std::size_t length = 0;
    std::size_t advised = 0;  ///< more is a warning
    std::size_t hard = 0;     ///< more is an error
    std::string_view unit;    ///< "words" or "characters"
};
[[nodiscard]] GistLength measure_gist(std::string_view gist, Language language);

}  // namespace content
