#pragma once

#include <string>
#include <string_view>

namespace content {

/// `relative` (RFC 3986 5.2; also one that is absolute) as it reads on the page `base`. Characters that no address has
/// are percent-encoded. Empty when the result is not one of http or https, see is_web_address().
[[nodiscard]] std::string resolve_url(std::string_view base, std::string_view relative);

}  // namespace content
