#include "sync/staff/request_checks.h"

#include <algorithm>

#include "content/base/text.h"
#include "sync/console/words.h"

namespace staff {
namespace {

constexpr std::size_t max_host = 255;
constexpr std::size_t max_path = 300;

bool is_host(std::string_view host) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._:[]").find(c) != std::string_view::npos;
    };
    return !host.empty() && host.size() <= max_host && std::ranges::all_of(host, is_plain);
}

/// Up to `separator`, which is taken off too.
std::string_view take_until(std::string_view& text, char separator) {
    const auto end = text.find(separator);
    const auto part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

}  // namespace

std::optional<std::string> cookie_of(const hub::HttpRequest& request, std::string_view name) {
    std::optional<std::string> found;
    std::string_view rest = request.header("cookie");
    while (!rest.empty()) {
        std::string_view pair = content::trim(take_until(rest, ';'));
        const std::string_view key = take_until(pair, '=');
        if (key != name) continue;
        if (found && *found != pair) return std::nullopt;
        found = std::string(pair);
    }
    return found;
}

bool is_over_tls(const hub::HttpRequest& request) {
    return request.header("x-forwarded-proto") == "https";
}

std::string own_address(const hub::HttpRequest& request) {
    const std::string_view host = request.header("host");
    if (!is_host(host)) return {};
    return (is_over_tls(request) ? "https://" : "http://") + std::string(host);
}

bool is_of_our_page(const hub::HttpRequest& request) {
    if (const auto site = request.header("sec-fetch-site"); !site.empty()) return site == "same-origin";
    const std::string address = own_address(request);
    return !address.empty() && content::to_lower(request.header("origin")) == content::to_lower(address);
}

std::string safe_path(std::string_view wanted, std::string_view otherwise) {
    const auto is_odd = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == '\x7f'; };
    const bool is_ours = wanted.starts_with('/') && !wanted.starts_with("//") && wanted.size() <= max_path &&
                         std::ranges::none_of(wanted, is_odd);
    return std::string(is_ours ? wanted : otherwise);
}

std::string with_plain_ends(std::string typed) {
    std::erase(typed, '\r');
    return typed;
}

std::vector<std::string> typed_groups(std::string_view typed) {
    std::vector<std::string> groups;
    while (!typed.empty()) {
        std::string group = content::to_lower(content::trim(take_until(typed, ',')));
        std::ranges::replace(group, ' ', '-');
        if (!group.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

content::Language language_for(const hub::HttpRequest& request) {
    if (const auto chosen = cookie_of(request, language_cookie)) {
        if (const auto language = console::console_language(content::to_lower(*chosen))) return *language;
    }
    // Browsers list what their people read with the best first.
    std::string_view rest = request.header("accept-language");
    while (!rest.empty()) {
        std::string_view range = content::trim(take_until(rest, ','));
        const std::string code = content::to_lower(take_until(range, '-').substr(0, 2));
        if (const auto language = console::console_language(code)) return *language;
    }
    return content::Language::en;
}

}  // namespace staff
