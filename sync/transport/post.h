#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sync/transport/transport.h"

namespace syncing {

/// What a web server answered to a post. Nobody vouches for it.
struct PostAnswer {
    long status = 0;    ///< of HTTP; refusals (400 and more) are answers too
    std::string bytes;  ///< at most limits::report_answer
};

/// One post that is under way. It must not outlive the Poster that made it; given up when it goes.
class PendingPost {
public:
    virtual ~PendingPost() = default;
    /// Never waits. True when it has ended.
    [[nodiscard]] virtual bool go_on() = 0;
    /// The answer, once. Code::unavailable: none came, or a redirect, or a portal's page in its place; too_large.
    [[nodiscard]] virtual Result<PostAnswer> take() = 0;
};

/// Sends short words of this machine to one address, over connections of its own: whoever listens there, slowly or
/// badly, holds up nothing that is fetched. Redirects are not followed: the words are for that address.
class Poster {
public:
    virtual ~Poster() = default;
    [[nodiscard]] virtual std::unique_ptr<PendingPost> begin(const std::string& json) = 0;
    /// For messages, and where people find it; empty while none was found.
    [[nodiscard]] virtual const std::string& address() const = 0;
    /// Whether somebody has named this address. One that was merely found gets no secrets.
    [[nodiscard]] virtual bool is_chosen() const { return true; }
};

/// `address` is "https://host/api/report" or "http://..."; Code::bad_input for anything else. The whole exchange gets
/// `options.total_limit`.
[[nodiscard]] Result<std::unique_ptr<Poster>> open_poster(const std::string& address, const HttpOptions& options,
                                                          Environment& environment);

/// One search for a hub: asked again and again, it never waits; the address of a hub, once one has answered.
using Look = std::function<std::optional<std::string>()>;
/// Begins a search whose answers repeat `number`; empty when there is no network.
using Search = std::function<Look(std::uint16_t number)>;
/// By DNS-SD, as hub_search.h has it.
[[nodiscard]] Search search_of_network();
/// Posts to the hub that `search` finds, and looks for another one when that fails.
[[nodiscard]] std::unique_ptr<Poster> open_found_poster(const HttpOptions& options, Environment& environment,
                                                        Search search);

}  // namespace syncing
