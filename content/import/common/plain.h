#pragma once

#include <string>
#include <string_view>

/// Texts that are to be plain, whatever their program wrote into them: HTML, Markdown or entities.
namespace content {

/// One line as its words: "Panel <b>on</b> R&amp;D" and "**Panel** on [R&D](https://…)" both are "Panel on R&D". A sign
/// that marks nothing stays: "a < b", "5 * 3", "snake_case", "#1".
[[nodiscard]] std::string plain_line(std::string_view text);

/// Several lines as plain paragraphs, separated by empty lines; items begin with "- ", a link is "text (https://…)".
/// Text without marks stays as it is.
[[nodiscard]] std::string plain_lines(std::string_view text);

}  // namespace content
