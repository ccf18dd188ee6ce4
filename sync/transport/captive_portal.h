#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Networks of hotels and venues put their own web page before everything, and proxies put theirs when they fail. This
/// tells such a page from the answer that was asked for. Pure.
namespace syncing {

/// What is known when the first bytes of an answer arrive, before anything is stored.
struct AnswerHead {
    long status = 200;
    std::string content_type{};  ///< as received
    std::string asked_url{};
    std::string url{};             ///< after redirects
    std::string_view beginning{};  ///< of the body, unpacked
};

/// What came in place of a file, in words for staff; nothing when it may be the file. Files of a depot are JSON, zstd
/// and pictures, never web pages.
[[nodiscard]] std::optional<std::string> detect_captive_portal(const AnswerHead& head);

/// "https://host:8443" of an address (RFC 6454); empty when `url` is no address or names no host.
[[nodiscard]] std::string origin_of(const std::string& url);
/// Whether it is an http or https address of the server that people read in it: libcurl takes "https:///x" for the host
/// x.
[[nodiscard]] bool is_server_address(const std::string& url);

}  // namespace syncing
