#include "sync/hub/http_fields.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "content/base/files.h"
#include "content/base/internet_address.h"
#include "content/base/text.h"
#include "sync/hub/hub_limits.h"

namespace hub {
namespace {

bool is_name(std::string_view part) {
    const auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7F' && c != '\\'; };
    return !part.empty() && part.front() != '.' && std::ranges::all_of(part, is_plain) && !content::is_temporary(part);
}

/// Digits and nothing else; more than fit are "a lot".
std::optional<std::int64_t> read_count(std::string_view digits) {
    if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::int64_t count = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return read.ec == std::errc() ? count : INT64_MAX;
}

std::string_view without_weakness(std::string_view etag) {
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

}  // namespace

std::optional<std::int64_t> read_number(std::string_view text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<std::string> depot_name(std::string_view path) {
    if (path.size() > limits::path || !path.starts_with('/')) return std::nullopt;
    auto name = content::percent_decoded_whole(path.substr(1));
    if (!name || !(name->starts_with("metadata/") || name->starts_with("targets/"))) return std::nullopt;
    std::string_view rest = *name;
    for (;;) {
        const auto slash = rest.find('/');
        if (!is_name(rest.substr(0, slash))) return std::nullopt;
        if (slash == std::string_view::npos) return name;
        rest.remove_prefix(slash + 1);
    }
}

RangeWish read_range(std::string_view header, std::int64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (header.size() > limits::range || !content::to_lower(header).starts_with(unit)) return {};
    const auto range = content::trim(header.substr(unit.size()));
    const auto dash = range.find('-');
    if (dash == std::string_view::npos) return {};
    const auto first = read_count(range.substr(0, dash));
    const auto last = read_count(range.substr(dash + 1));
    if (dash == 0) {  // the last bytes
        if (!last) return {};
        if (*last == 0 || size == 0) return {RangeKind::unsatisfiable, {}};
        return {RangeKind::part, {size - std::min(*last, size), size - 1}};
    }
    if (!first || (!last && dash + 1 != range.size()) || (last && *last < *first)) return {};
    if (*first >= size) return {RangeKind::unsatisfiable, {}};
    return {RangeKind::part, {*first, last ? std::min(*last, size - 1) : size - 1}};
}

bool names_etag(std::string_view header, std::string_view etag) {
    if (header.size() > limits::etags) return false;
    if (content::trim(header) == "*") return true;
    while (!header.empty()) {
        const auto comma = header.find(',');
        if (without_weakness(content::trim(header.substr(0, comma))) == without_weakness(etag)) return true;
        if (comma == std::string_view::npos) break;
        header.remove_prefix(comma + 1);
    }
    return false;
}

BodySize read_body_size(const HttpRequest& request, std::size_t limit) {
    const auto length = request.header("content-length");
    if (request.headers.contains("transfer-encoding"))
        return {length.empty() ? BodyKind::without_size : BodyKind::malformed};
    if (!request.headers.contains("content-length")) {
        const bool is_expected = limit > 0 && request.method != "GET" && request.method != "HEAD";
        return {is_expected ? BodyKind::without_size : BodyKind::known};
    }
    const auto bytes = read_count(length);
    if (!bytes) return {BodyKind::malformed};
    if (static_cast<std::uint64_t>(*bytes) > limit) return {BodyKind::too_large};
    return {BodyKind::known, static_cast<std::size_t>(*bytes)};
}

std::optional<Fields> read_fields(std::string_view encoded, std::size_t limit) {
    const auto decode = [](std::string_view part) {
        std::string spaced(part);
        std::ranges::replace(spaced, '+', ' ');
        return content::percent_decoded_whole(spaced);
    };
    const auto is_plain = [](const std::string& text) {
        const auto is_control = [](char c) {
            return (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7F';
        };
        return content::is_utf8(text) && std::ranges::none_of(text, is_control);
    };
    Fields fields;
    while (!encoded.empty()) {
        const auto end = encoded.find('&');
        const auto field = encoded.substr(0, end);
        encoded.remove_prefix(end == std::string_view::npos ? encoded.size() : end + 1);
        const auto equals = field.find('=');
        auto name = decode(field.substr(0, equals));
        auto value = decode(equals == std::string_view::npos ? std::string_view() : field.substr(equals + 1));
        if (!name || !value || name->empty() || !is_plain(*name) || !is_plain(*value)) return std::nullopt;
        if (fields.size() == limit || !fields.emplace(std::move(*name), std::move(*value)).second) return std::nullopt;
    }
    return fields;
}

}  // namespace hub
