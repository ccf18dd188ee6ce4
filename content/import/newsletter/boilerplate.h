#pragma once

#include <string>

#include "content/import/newsletter/blocks.h"

/// What mail programs and offices put around a newsletter: nothing of it is news.
namespace content::newsletter {

enum class Boilerplate {
    none,
    signature,        ///< "-- ", "With kind regards," and who signs
    confidentiality,  ///< "This e-mail is intended only for ..."
    footer,           ///< "View this email in your browser", "unsubscribe", "all rights reserved"
};

/// What a block is by its words, in the languages that are read. `plain` is its text without the marks of Markdown.
[[nodiscard]] Boilerplate boilerplate_of(const Block& block, const std::string& plain);

/// True for a line of a signature: a name, an office, a telephone number; no sentence.
[[nodiscard]] bool may_be_signed(const Block& block);

}  // namespace content::newsletter
