#pragma once

#include <optional>
#include <string>

#include "content/base/time.h"
#include "content/import/newsletter/blocks.h"

/// What a block of a newsletter is, by its words alone. `plain` is its text without the marks of Markdown.
namespace content::newsletter {

/// True for a heading that is not marked: a few words, no sentence.
[[nodiscard]] bool looks_like_title(const std::string& plain);
/// True for "**UNODC** / Civil Society Unit": names, or words in capitals only.
[[nodiscard]] bool is_logo(const Block& block);
/// True for the description of a picture, made by a machine or for the blind: "A large group of people … in the
/// background …".
[[nodiscard]] bool is_picture_description(const std::string& plain);
/// True for "Photo © …".
[[nodiscard]] bool is_credit(const std::string& plain);
/// True for "Calendar of events", "Agenda", "Próximos eventos".
[[nodiscard]] bool is_calendar_title(const std::string& plain);
/// True for "In this issue": a list of headings that come again below.
[[nodiscard]] bool is_contents_title(const std::string& plain);
/// True for "Read more and apply here": the text of a link that is no heading.
[[nodiscard]] bool is_action(const std::string& plain);
/// True for the name of the newsletter itself.
[[nodiscard]] bool is_masthead(const std::string& plain);
/// True for a line that is a date and nothing else. A date without a year counts only when `near` is given.
[[nodiscard]] bool is_date_line(const std::string& plain, const std::optional<Date>& near);
/// True when two headings have enough words in common to be those of one story.
[[nodiscard]] bool share_words(const std::string& a, const std::string& b);

}  // namespace content::newsletter
