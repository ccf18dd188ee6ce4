#pragma once

#include <string_view>

namespace content {

/// True when an IPv4 or IPv6 address, as text, is one of the Internet: not private, local, documentary, multicast or
/// reserved (IANA special-purpose address registries), nor an IPv6 way of writing such an IPv4 address. False for any
/// other text.
[[nodiscard]] bool is_internet_address(std::string_view text);

}  // namespace content
