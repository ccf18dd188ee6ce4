#pragma once

#include <string>
#include <string_view>

#include "content/base/result.h"

namespace screens {

/// Checks "10.1.0.0/16", "2001:db8::/48", or "any", and returns it as it is kept: with its host bits gone. Of IPv6 at
/// most 64 bits count, which is all that is kept of an address. Code::bad_input.
[[nodiscard]] content::Result<std::string> read_network(std::string_view text);

/// Whether an address ("10.1.2.3", "2001:db8::", or anything else: no address) lies in a network of read_network().
[[nodiscard]] bool is_in_network(std::string_view address, std::string_view network);

}  // namespace screens
