#pragma once

#include <cstddef>
#include <vector>

#include "content/import/newsletter/blocks.h"
#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// Adds the events that stand under a date: `blocks[at]` is the date alone, a heading or not. A line that begins with a
/// time is an event; a line without one is a title when a line with a time and a place follows, else words about the
/// event before it. Ends at the next date, at a heading that is no part of it, and behind the last date of a newsletter
/// where prose begins. Returns the first block that was not taken; `at` where no event stands under the date.
[[nodiscard]] std::size_t take_dated_group(const std::vector<Block>& blocks, std::size_t at, NewsletterImport& letter);

}  // namespace content::newsletter
