#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// Adds the event of one entry of a newsletter's calendar to the pack. `text` is the entry's Markdown, which stands at
/// `line` of the source. Returns the event's key in Import::lines; nothing for an entry that has no date, or no words
/// beside the date.
[[nodiscard]] std::optional<std::string> read_entry(const std::string& text, std::size_t line,
                                                    NewsletterImport& letter);

}  // namespace content::newsletter
