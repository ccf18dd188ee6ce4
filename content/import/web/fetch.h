#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "content/base/limits.h"
#include "content/base/result.h"
#include "content/import/common/import.h"
#include "content/import/web/fetch_kinds.h"

/// Sources from web addresses. Neither the server nor whoever named the address is trusted: nothing inside the network
/// that this runs in can be reached unless the caller asks for that.
namespace content {

/// Where requests may go: to the Internet only, or into this network and this machine too.
enum class AddressScope { internet, anywhere };

struct FetchOptions {
    std::string etag;                 ///< of the answer that is here already: an unchanged one is not sent again
    std::size_t cap = limits::photo;  ///< bytes, unpacked; the largest that any importer takes
    AddressScope scope = AddressScope::internet;  ///< with `anywhere`, a proxy of the environment is used too
    int redirects = 5;                            ///< followed at most, each checked as the first address is
    std::chrono::milliseconds total{30'000};      ///< for all of it
};

struct FetchedSource {
    ImportSource source;  ///< `name` is the address asked for, `address` the one that answered
    SourceKind kind = SourceKind::unknown;
    std::string charset;        ///< as the server named it, in small letters, or empty
    std::string etag;           ///< or empty
    bool is_unchanged = false;  ///< the answer that FetchOptions::etag names is still current; no bytes were sent
};

/// Asks for one http or https address. Code::too_large: `cap`; untrusted: an address not to be reached, an untrusted
/// certificate, a redirect from https to http; not_found: 404 or 410; unsupported: a type or scheme that is not
/// handled; unavailable: trying later may help.
[[nodiscard]] Result<FetchedSource> fetch_source(const std::string& url, const FetchOptions& options);

}  // namespace content
