#pragma once

#include <string>
#include <vector>

#include "content/import/newsletter/parts.h"

namespace content::newsletter {

/// Gives every block to the story, calendar entry or picture it belongs to, or leaves it out with a finding, and adds
/// what was found to the import.
void sort_blocks(std::vector<Block> blocks, NewsletterImport& notebook);

/// What a block is by its words alone.
/// A heading that is not marked: a few words, no sentence.
[[nodiscard]] bool looks_like_title(const std::string& plain);
/// "**UNODC** / Civil Society Unit": names, or words in capitals only.
[[nodiscard]] bool is_logo(const Block& block);
/// "A large group of people … in the background …": the description of a picture, made by a machine or for the blind.
[[nodiscard]] bool is_picture_description(const std::string& plain);
/// "Photo © …"
[[nodiscard]] bool is_credit(const std::string& plain);
/// "Calendar of events", "Agenda", "Próximos eventos".
[[nodiscard]] bool is_calendar_title(const std::string& plain);
/// "In this issue": headings that come again below.
[[nodiscard]] bool is_contents_title(const std::string& plain);
/// "Read more and apply here": the text of a link that is no heading.
[[nodiscard]] bool is_action(const std::string& plain);
/// The name of the newsletter itself.
[[nodiscard]] bool is_masthead(const std::string& plain);
/// A line that is a date and nothing else.
[[nodiscard]] bool is_date_line(const std::string& plain, const std::optional<Date>& near);
/// Sets NewsletterImport::near, the month of the edition: what the caller knows, else what the newsletter says at its
/// beginning or above its calendar, else its first date.
void find_month(const std::vector<Block>& blocks, NewsletterImport& notebook);
/// Two headings of one story have words in common.
[[nodiscard]] bool share_words(const std::string& a, const std::string& b);

}  // namespace content::newsletter
