#pragma once

#include <string_view>

#include "content/base/time.h"
#include "content/items/items.h"

namespace content {

/// Whether two addresses lead to the same page, as far as their letters say: without scheme, "www.", a slash at the
/// end, the part of a page after "#", and with hosts in either case.
[[nodiscard]] bool is_same_address(std::string_view a, std::string_view b);
/// The call whose deadline has passed and whose place to apply is this address; none when another one with that address
/// is open, or it is the edition's `home_url`, which leads to more than a call. Nothing on a screen may offer the
/// address of a closed call (SCENES.md 2.5).
[[nodiscard]] const Call* closed_call_at(std::string_view address, const Pack& pack, Instant now);

/// The same for a link, by either of its addresses.
[[nodiscard]] const Call* closed_call_of(const Link& link, const Pack& pack, Instant now);

}  // namespace content
