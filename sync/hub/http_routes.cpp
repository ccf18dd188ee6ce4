#include "sync/hub/http_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "content/base/internet_address.h"

namespace hub {
namespace {

bool is_parameter(std::string_view part) {
    return part.size() > 2 && part.starts_with('{') && part.ends_with('}');
}

/// Up to the next '/', which is taken away with it.
std::string_view take_part(std::string_view& path) {
    const auto slash = path.find('/');
    const auto part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    return part;
}

std::size_t letters_of(const HttpRoute& route) {
    std::size_t letters = 0;
    for (std::string_view rest = route.path; !rest.empty();) {
        const auto part = take_part(rest);
        letters += is_parameter(part) ? 1 : part.size() + 1;
    }
    return letters;
}

}  // namespace

std::optional<Fields> match(const HttpRoute& route, std::string_view path) {
    Fields parameters;
    if (route.path.find('{') == std::string::npos) {
        const bool is_beginning = route.path.size() > 1 && route.path.ends_with('/') && path.starts_with(route.path);
        return is_beginning || route.path == path ? std::optional(parameters) : std::nullopt;
    }
    if (std::ranges::count(route.path, '/') != std::ranges::count(path, '/')) return std::nullopt;
    for (std::string_view wanted = route.path, given = path; !wanted.empty() || !given.empty();) {
        const auto part = take_part(wanted);
        const auto value = take_part(given);
        if (!is_parameter(part)) {
            if (part != value) return std::nullopt;
            continue;
        }
        auto decoded = content::percent_decoded_whole(value);
        if (!decoded || decoded->empty() || decoded->find('/') != std::string::npos) return std::nullopt;
        parameters[std::string(part.substr(1, part.size() - 2))] = std::move(*decoded);
    }
    return parameters;
}

RouteMatch find_route(const std::vector<HttpRoute>& routes, std::string_view method, std::string_view path) {
    RouteMatch best;
    for (const HttpRoute& route : routes) {
        if (route.method != (method == "HEAD" ? "GET" : method)) continue;
        auto parameters = match(route, path);
        if (!parameters || (best.route != nullptr && letters_of(*best.route) >= letters_of(route))) continue;
        best = {&route, std::move(*parameters)};
    }
    return best;
}

std::string methods_of(const std::vector<HttpRoute>& routes, std::string_view path) {
    std::set<std::string> methods;
    for (const HttpRoute& route : routes) {
        if (!match(route, path)) continue;
        methods.insert(route.method);
        if (route.method == "GET") methods.insert("HEAD");
    }
    return fmt::format("{}", fmt::join(methods, ", "));
}

}  // namespace hub
