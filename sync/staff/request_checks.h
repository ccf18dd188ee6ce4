#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/language.h"
#include "sync/hub/http.h"

/// What is read of a browser's request before anybody is believed. Pure; anybody may have written it.
namespace staff {

/// The value of a cookie of this name (RFC 6265); nothing where there is none, or two that differ.
[[nodiscard]] std::optional<std::string> cookie_of(const hub::HttpRequest& request, std::string_view name);

/// Whether a form was sent by a page of this hub: Sec-Fetch-Site says "same-origin", or, from a browser that does not
/// send it over plain HTTP, Origin is the address that was asked. Who says neither is refused.
[[nodiscard]] bool is_of_our_page(const hub::HttpRequest& request);

/// Whether TLS is in front, as the web server there says.
[[nodiscard]] bool is_over_tls(const hub::HttpRequest& request);

/// `wanted` when it is a path of this hub, else `otherwise`: nobody is led elsewhere after signing in.
[[nodiscard]] std::string safe_path(std::string_view wanted, std::string_view otherwise);

/// What was typed into several lines: browsers end each with "\r\n" (HTML, 4.10.21.4), pages and files with "\n".
[[nodiscard]] std::string with_plain_ends(std::string typed);

/// Names of groups of screens, between commas, as screens have them: "M Building, foyers" is "m-building" and "foyers".
/// Whether they can be names of groups (content::is_slug) is not looked at.
[[nodiscard]] std::vector<std::string> typed_groups(std::string_view typed);

/// What was chosen here, else the first language of the browser's that the console speaks, else English.
[[nodiscard]] content::Language language_for(const hub::HttpRequest& request);
inline constexpr std::string_view language_cookie = "rotunda-language";

/// "http://hub.test:8080", as the browser calls the hub; empty when what it says cannot be an address. Only for showing
/// it to that browser again.
[[nodiscard]] std::string own_address(const hub::HttpRequest& request);

}  // namespace staff
