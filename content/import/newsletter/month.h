#pragma once

#include <vector>

#include "content/import/newsletter/blocks.h"
#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// Sets NewsletterImport::near, the month of the edition: what the caller knows, else what the newsletter says at its
/// beginning or above its calendar, else when the mail was sent, else the first date in it. A guess is a warning.
void find_month(const std::vector<Block>& blocks, NewsletterImport& letter);

}  // namespace content::newsletter
