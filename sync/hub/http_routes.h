#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hub/http.h"

/// Which route answers a path. Pure.
namespace hub {

/// What the route's path names as "{...}", decoded: "/api/screens/{id}" has "id". Nothing when the path is not the
/// route's. A route's path is whole, or, when it ends with '/' and is longer than that, what the path begins with; a
/// part of it that is "{name}" is any part that is not empty and, decoded, is text without '/'.
[[nodiscard]] std::optional<Fields> match(const HttpRoute& route, std::string_view path);

struct RouteMatch {
    const HttpRoute* route = nullptr;
    Fields parameters{};
};
/// Of several that fit the one with the most letters of its own counts. HEAD is answered by GET's.
[[nodiscard]] RouteMatch find_route(const std::vector<HttpRoute>& routes, std::string_view method,
                                    std::string_view path);
/// "GET, HEAD" of the routes that fit the path; empty when none does.
[[nodiscard]] std::string methods_of(const std::vector<HttpRoute>& routes, std::string_view path);

}  // namespace hub
