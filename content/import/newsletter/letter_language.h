#pragma once

#include <string_view>

namespace content::newsletter {

/// Whether most of `text` is in a language whose headings and dates are not read: one of another script, or by its
/// small words Italian, Portuguese, Dutch, Polish, Turkish or another one of Latin letters, rather than English,
/// French, Spanish or German. A short text is taken for one that is read.
[[nodiscard]] bool is_of_unread_language(std::string_view text);

}  // namespace content::newsletter
