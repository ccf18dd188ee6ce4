#pragma once

#include "content/import/newsletter/draft.h"
#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// Adds the story of a draft to the pack, and its call when the draft has a deadline.
void finish_draft(Draft draft, NewsletterImport& letter);

}  // namespace content::newsletter
