#pragma once

#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// Gives each story, event and call the topic whose words it uses most, where it uses any.
void suggest_topics(NewsletterImport& letter);

}  // namespace content::newsletter
