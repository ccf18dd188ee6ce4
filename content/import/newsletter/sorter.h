#pragma once

#include <vector>

#include "content/import/newsletter/blocks.h"
#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// Gives every block to the story, calendar entry or picture it belongs to, or leaves it out with a finding, and adds
/// what was found to the import.
void sort_blocks(std::vector<Block> blocks, NewsletterImport& letter);

}  // namespace content::newsletter
