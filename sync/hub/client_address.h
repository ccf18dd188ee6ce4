#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

/// Who asks, as a text to count by.
namespace hub {

/// "192.0.2.7"; of IPv6 the network of 64 bits that one customer is given, "2001:db8:1:2::"; an address of version 4
/// within version 6 as what it is. Empty for a unix socket, or for what is none.
[[nodiscard]] std::string address_to_count(const sockaddr* address);
/// The same of an address as text, which the web server in front writes; "unknown" when it is none.
[[nodiscard]] std::string address_to_count(std::string_view text);

}  // namespace hub
