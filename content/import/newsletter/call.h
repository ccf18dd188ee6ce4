#pragma once

#include <optional>
#include <string>

#include "content/import/newsletter/draft.h"
#include "content/import/newsletter/newsletter_import.h"

namespace content::newsletter {

/// True for plain text that says until when one can apply.
[[nodiscard]] bool names_deadline(const std::string& plain);

/// The call in `draft`, whose story is `story`: words that invite to apply, and a deadline. Nothing when either is
/// missing; a deadline whose date was not understood is a warning.
[[nodiscard]] std::optional<Call> find_call(const Draft& draft, const Story& story, NewsletterImport& letter);

/// Gives each part of a call that has no date the date of the event of its name.
void match_parts(NewsletterImport& letter);

}  // namespace content::newsletter
