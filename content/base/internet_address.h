#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace content {

/// True when an IPv4 or IPv6 address, as text, is one of the Internet: not private, local, documentary, multicast or
/// reserved (IANA special-purpose address registries), nor an IPv6 way of writing such an IPv4 address. False for any
/// other text.
[[nodiscard]] bool is_internet_address(std::string_view text);

/// `text` with "%C3%A9" as the bytes that it stands for; what is no code stays. `sign` stands for '%' where a program
/// writes another one.
[[nodiscard]] std::string percent_decoded(std::string_view text, char sign = '%');

/// As one part of an address or of a file's name: all but letters, digits and "-._~" as "%C3" (RFC 3986).
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// The bytes that a path stands for, as a server reads it: nothing where a '%' is no code.
[[nodiscard]] std::optional<std::string> percent_decoded_whole(std::string_view text);

/// The parts of an http or https address, as bytes of it.
struct WebAddress {
    std::string_view scheme;  ///< "https", in whatever letters it is written
    std::string_view host;    ///< without its port; of IPv6 with its brackets
    std::string_view port;    ///< digits, or empty
    std::string_view rest;    ///< from the first of "/?#" on
};
/// Nothing for any other scheme, and where a user name disguises the host.
[[nodiscard]] std::optional<WebAddress> split_web_address(std::string_view url);

/// The name by which a browser asks for `host` (WHATWG URL 3.5, UTS 46): "bücher.example" is "xn--bcher-kva.example".
/// Nothing for what browsers refuse, for empty and overlong labels, and for IPv4 addresses that are written to look
/// like something else ("0x7f.1", "2130706433", "1.2.3.4.5").
[[nodiscard]] std::optional<std::string> ascii_host(std::string_view host);

/// `url` in ASCII, as codes carry it and servers get it: its host as ascii_host(), bytes of other letters
/// percent-encoded. `url` itself when it is in ASCII, or no web address.
[[nodiscard]] std::string ascii_address(std::string_view url);

/// http:// or https:// in whatever letters, a host as ascii_host() takes it, no user name, white space or control
/// character, at most limits::url bytes as a code carries it (ascii_address()).
[[nodiscard]] bool is_web_address(std::string_view url);
/// The host of a web address as people read it: in lower case, without "www." and a port, "unodc.org".
[[nodiscard]] std::string web_host(std::string_view url);

/// True when the host of `url` mixes letters of scripts as no language does, or is all of letters that look like Latin
/// ones: "раypal.com" with a Cyrillic "ра" (UTS 39, highly restrictive).
[[nodiscard]] bool has_misleading_host(std::string_view url);

}  // namespace content
