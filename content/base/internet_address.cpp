#include "content/base/internet_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <unicode/idna.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "content/base/hex.h"
#include "content/base/limits.h"
#include "content/base/text.h"

namespace content {
namespace {

/// The first `bits` bits of `address` are those of `prefix`.
struct Range {
    std::array<std::uint8_t, 6> prefix;
    unsigned bits;
};

bool is_in(std::span<const std::uint8_t> address, const Range& range) {
    for (unsigned bit = 0; bit < range.bits; ++bit) {
        const unsigned mask = 0x80U >> (bit % 8);
        if (((address[bit / 8] ^ range.prefix[bit / 8]) & mask) != 0) return false;
    }
    return true;
}

template <std::size_t count>
bool is_in_any(std::span<const std::uint8_t> address, const std::array<Range, count>& ranges) {
    return std::ranges::any_of(ranges, [&](const Range& range) { return is_in(address, range); });
}

/// RFC 6890 and the IANA IPv4 Special-Purpose Address Registry, multicast and reserved.
bool is_internet_4(std::span<const std::uint8_t> address) {
    static constexpr std::array<Range, 15> special{{{{0}, 8},
                                                    {{10}, 8},
                                                    {{100, 64}, 10},
                                                    {{127}, 8},
                                                    {{169, 254}, 16},
                                                    {{172, 16}, 12},
                                                    {{192, 0, 0}, 24},
                                                    {{192, 0, 2}, 24},
                                                    {{192, 88, 99}, 24},
                                                    {{192, 168}, 16},
                                                    {{198, 18}, 15},
                                                    {{198, 51, 100}, 24},
                                                    {{203, 0, 113}, 24},
                                                    {{224}, 4},
                                                    {{240}, 4}}};
    return !is_in_any(address, special);
}

/// Of IPv6 only 2000::/3 is given out; inside it, what is for documents, tunnels and tests is left out. Two ways of
/// writing IPv4 addresses count as those: ::ffff:0:0/96, and 64:ff9b::/96 of networks that translate (RFC 6052).
bool is_internet_6(std::span<const std::uint8_t> address) {
    static constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    static constexpr std::array<std::uint8_t, 12> translated{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    const auto start = address.first(12);
    if (std::ranges::equal(start, mapped) || std::ranges::equal(start, translated)) {
        return is_internet_4(address.last(4));
    }
    static constexpr Range given_out{{0x20}, 3};
    static constexpr std::array<Range, 4> special{
        {{{0x20, 0x01, 0x00}, 23}, {{0x20, 0x01, 0x0D, 0xB8}, 32}, {{0x20, 0x02}, 16}, {{0x3F, 0xFF, 0x00}, 20}}};
    return is_in(address, given_out) && !is_in_any(address, special);
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The labels of a host between its full stops; the last one is empty behind a full stop at the end.
std::vector<std::string_view> labels_of(std::string_view host) {
    std::vector<std::string_view> labels;
    while (true) {
        const auto stop = host.find('.');
        labels.push_back(host.substr(0, stop));
        if (stop == std::string_view::npos) return labels;
        host.remove_prefix(stop + 1);
    }
}

/// WHATWG URL 3.6: a host whose last label is a number is an IPv4 address or nothing.
bool ends_in_number(const std::vector<std::string_view>& labels) {
    const std::string_view last =
        labels.back().empty() && labels.size() > 1 ? labels[labels.size() - 2] : labels.back();
    if (is_digits(last)) return true;
    return (last.starts_with("0x") || last.starts_with("0X")) &&
           std::ranges::all_of(last.substr(2), [](char c) { return hex_value(c) >= 0; });
}

bool has_forbidden_code_point(std::string_view host) {
    constexpr std::string_view forbidden = " #/:<>?@[\\]^|%\"`{}";
    return std::ranges::any_of(host, [&](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || forbidden.find(c) != std::string_view::npos;
    });
}

bool has_good_labels(const std::vector<std::string_view>& labels) {
    constexpr std::size_t longest = 63;  // RFC 1035 2.3.4
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool is_root = labels[i].empty() && i > 0 && i + 1 == labels.size();
        if (labels[i].size() > longest || (labels[i].empty() && !is_root)) return false;
    }
    return true;
}

/// UTS 46 as browsers use it: hyphens anywhere, anything that DNS takes. Made once, as its tables take a while.
std::optional<std::string> idna_ascii(const std::string& host) {
    static const std::unique_ptr<const icu::IDNA> idna = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::IDNA> made(icu::IDNA::createUTS46Instance(
            UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, status));
        return U_FAILURE(status) != 0 ? nullptr : std::move(made);
    }();
    if (!idna || !is_utf8(host)) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    icu::IDNAInfo info;
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    idna->nameToASCII_UTF8(icu::StringPiece(host.data(), static_cast<int32_t>(host.size())), sink, info, status);
    constexpr std::uint32_t allowed = UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN;
    if (U_FAILURE(status) != 0 || (info.getErrors() & ~allowed) != 0) return std::nullopt;
    return result;
}

std::string unicode_host(const std::string& host) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<const icu::IDNA> idna(
        icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_UNICODE, status));
    if (U_FAILURE(status) != 0) return host;
    icu::IDNAInfo info;
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    idna->nameToUnicodeUTF8(icu::StringPiece(host.data(), static_cast<int32_t>(host.size())), sink, info, status);
    return U_FAILURE(status) != 0 ? host : result;
}

struct CloseSpoofChecker {
    void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

/// True when all letters of a label, none of them Latin, look like Latin ones.
bool looks_latin(const USpoofChecker* checker, const std::string& label) {
    constexpr int32_t room = 512;
    std::array<char, room> skeleton{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t size = uspoof_getSkeletonUTF8(checker, 0, label.data(), static_cast<int32_t>(label.size()),
                                                skeleton.data(), room, &status);
    return U_SUCCESS(status) != 0 && size > 1 &&
           is_ascii(std::string_view(skeleton.data(), static_cast<std::size_t>(size)));
}

}  // namespace

bool is_internet_address(std::string_view text) {
    const std::string copy(text);
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, copy.c_str(), bytes.data()) == 1) return is_internet_4(std::span(bytes).first(4));
    if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return is_internet_6(bytes);
    return false;
}

std::string percent_decoded(std::string_view text, char sign) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_code =
            text[i] == sign && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
        if (is_code) {
            result += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_word || c == '-' || c == '.' || c == '_' || c == '~')
            result += c;
        else
            result += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return result;
}

std::optional<std::string> percent_decoded_whole(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        const auto byte = from_hex(text.substr(i + 1, 2));
        if (!byte || byte->empty()) return std::nullopt;
        result += *byte;
        i += 2;
    }
    return result;
}

std::optional<WebAddress> split_web_address(std::string_view url) {
    constexpr std::size_t longest_scheme = 8;
    const std::string lower = to_lower(url.substr(0, longest_scheme));
    WebAddress parts;
    parts.scheme = url.substr(0, lower.starts_with("https://") ? 5 : lower.starts_with("http://") ? 4 : 0);
    if (parts.scheme.empty()) return std::nullopt;
    const std::string_view behind = url.substr(parts.scheme.size() + 3);
    const std::string_view authority = behind.substr(0, behind.find_first_of("/?#"));
    parts.rest = behind.substr(authority.size());
    // User names in an address only serve to disguise the host.
    if (authority.empty() || authority.find('@') != std::string_view::npos) return std::nullopt;
    const auto bracket = authority.rfind(']');
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    parts.host = authority.substr(0, has_port ? colon : authority.size());
    if (has_port) parts.port = authority.substr(colon + 1);
    return parts;
}

std::optional<std::string> ascii_host(std::string_view host) {
    constexpr std::size_t longest = 1000;  // bytes; a name of 255 letters in any form is shorter
    if (host.empty() || host.size() > longest) return std::nullopt;
    if (host.front() == '[') {
        const std::string inside(host.substr(1, host.size() < 2 ? 0 : host.size() - 2));
        std::array<std::uint8_t, 16> bytes{};
        const bool is_address = host.back() == ']' && inet_pton(AF_INET6, inside.c_str(), bytes.data()) == 1;
        return is_address ? std::optional(to_lower(host)) : std::nullopt;
    }
    std::string name = percent_decoded(host);
    const bool is_plain = is_ascii(name) && to_lower(name).find("xn--") == std::string::npos;
    if (is_plain) {
        name = to_lower(name);
    } else if (auto ascii = idna_ascii(name)) {
        name = std::move(*ascii);
    } else {
        return std::nullopt;
    }
    constexpr std::size_t longest_name = 254;  // with a full stop at its end
    const auto labels = labels_of(name);
    if (has_forbidden_code_point(name) || !has_good_labels(labels) || name.size() > longest_name) return std::nullopt;
    if (!ends_in_number(labels)) return name;
    in_addr address{};
    return inet_pton(AF_INET, name.c_str(), &address) == 1 ? std::optional(name) : std::nullopt;
}

std::string ascii_address(std::string_view url) {
    const auto parts = is_ascii(url) ? std::nullopt : split_web_address(url);
    const auto host = parts ? ascii_host(parts->host) : std::nullopt;
    if (!host) return std::string(url);
    std::string result = to_lower(parts->scheme) + "://" + *host;
    if (!parts->port.empty()) result.append(":").append(parts->port);
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : parts->rest) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F) {
            result += c;
        } else {
            result += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return result;
}

bool is_web_address(std::string_view url) {
    if (url.size() > limits::url) return false;
    const bool is_clean = std::none_of(url.begin(), url.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '<' || c == '>' || c == '\\' || c == 0x7F;
    });
    const auto parts = is_clean && is_utf8(url) ? split_web_address(url) : std::nullopt;
    if (!parts || !ascii_host(parts->host)) return false;
    constexpr std::size_t longest_port = 5;  // digits
    constexpr int last_port = 65535;
    const std::string port(parts->port.substr(0, longest_port + 1));
    const bool is_port = port.find_first_not_of("0123456789") == std::string::npos && port.size() <= longest_port &&
                         (port.empty() || std::atoi(port.c_str()) <= last_port);
    return is_port && ascii_address(url).size() <= limits::url;
}

bool has_misleading_host(std::string_view url) {
    const auto parts = split_web_address(url);
    const auto ascii = parts ? ascii_host(parts->host) : std::nullopt;
    if (!ascii || ascii->find("xn--") == std::string::npos) return false;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<USpoofChecker, CloseSpoofChecker> checker(uspoof_open(&status));
    if (U_FAILURE(status) != 0) return false;
    uspoof_setRestrictionLevel(checker.get(), USPOOF_HIGHLY_RESTRICTIVE);
    uspoof_setChecks(checker.get(), USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE | USPOOF_MIXED_NUMBERS, &status);
    const std::string host = unicode_host(*ascii);
    const auto labels = labels_of(host);
    // Names of the country's own top-level domain are of its script: "президент.рф".
    const bool is_own_script = !is_ascii(labels.back());
    return std::ranges::any_of(labels, [&](std::string_view label) {
        if (is_ascii(label)) return false;
        const std::string text(label);
        UErrorCode checked = U_ZERO_ERROR;
        const int32_t found =
            uspoof_checkUTF8(checker.get(), text.data(), static_cast<int32_t>(text.size()), nullptr, &checked);
        return U_FAILURE(checked) != 0 || found != 0 || (!is_own_script && looks_latin(checker.get(), text));
    });
}

std::string web_host(std::string_view url) {
    const std::size_t scheme = url.find("://");
    std::string_view host = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (!host.starts_with('[')) host = host.substr(0, host.find(':'));
    const std::string lower = to_lower(host);
    return lower.starts_with("www.") ? lower.substr(4) : lower;
}

}  // namespace content
