#pragma once

#include <string>
#include <string_view>

namespace content {

/// The address that `relative` (RFC 3986 5.2; it may be absolute) has on the page `base`. Characters that no address
/// has are percent-encoded; what counts visitors is left out, see public_address(). Empty when the result is no http or
/// https address, see is_web_address(), or one that names its recipient.
[[nodiscard]] std::string resolve_url(std::string_view base, std::string_view relative);

}  // namespace content
