#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "content/base/limits.h"
#include "content/base/result.h"
#include "content/import/common/import.h"

/// Sources from web addresses. Whoever answers is not trusted, nor is whoever named the address: nothing inside the
/// network that this runs in can be reached through it unless that is asked for.
namespace content {

/// What a web server says an answer is. Servers err, so it is a hint beside name and bytes.
enum class SourceKind { unknown, text, html, calendar, feed, xml, json, table, photo };

/// text/calendar is a calendar, and so on; unknown where the type says nothing, such as application/octet-stream.
/// unsupported: of no use to any importer (video, archives, ...).
[[nodiscard]] Result<SourceKind> kind_of_content_type(std::string_view content_type);

/// Where requests may go: to the Internet only, or into this network and this machine too.
enum class Reach { internet, anywhere };

struct FetchOptions {
    std::string etag;                 ///< of the answer that is here already: an unchanged one is not sent again
    std::size_t cap = limits::photo;  ///< bytes, unpacked; the largest that any importer takes
    Reach reach = Reach::internet;    ///< with `anywhere`, a proxy of the environment is used too
    int redirects = 5;                ///< followed at most, each checked as the first address is
    std::chrono::milliseconds total{30'000};  ///< for all of it
};

struct FetchedSource {
    ImportSource source;  ///< `name` is the address asked for, `address` the one that answered
    SourceKind kind = SourceKind::unknown;
    std::string charset;        ///< as the server named it, or empty
    std::string etag;           ///< or empty
    bool is_unchanged = false;  ///< what FetchOptions::etag named is still so; no bytes were sent
};

/// Asks for one http or https address. too_large: `cap`; untrusted: an address not to be reached, an untrusted
/// certificate, a redirect from https to http; not_found: 404 or 410; unsupported: a type or scheme that is not
/// handled; unavailable: trying later may help.
[[nodiscard]] Result<FetchedSource> fetch_source(const std::string& url, const FetchOptions& options);

/// Whether an IPv4 or IPv6 address, as text, is one of the Internet: not private, local, documentary, multicast or
/// reserved (IANA special-purpose registries), and not a way of writing such an IPv4 address.
[[nodiscard]] bool is_internet_address(std::string_view text);

/// The ETags of addresses, kept beside a pack's import state: one line each, "<ETag>\t<address>".
inline constexpr std::string_view etags_file = ".import/etags";
using Etags = std::map<std::string, std::string>;  ///< by address
/// What is not such a line is left out: an ETag that is lost costs one download.
[[nodiscard]] Etags read_etags(std::string_view text);
[[nodiscard]] std::string write_etags(const Etags& etags);

}  // namespace content
