#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/base/steady.h"
#include "sync/hub/http.h"
#include "sync/hub/hub_limits.h"
#include "sync/hub/rate_limit.h"

namespace hub {

/// What one server does for strangers; each limit is answered with its status and words. Who asks too much is told 503,
/// as by nginx, and not 429: the agent takes an answer from 400 to 499 for a mirror without events.
struct HttpLimits {
    std::size_t head = limits::request_head;                                       ///< 431
    std::size_t path = limits::path;                                               ///< 414; of what follows the "?" too
    std::size_t connections = limits::connections;                                 ///< 503
    std::size_t connections_per_address = limits::connections_per_address;         ///< 503
    std::size_t subscribers = limits::subscribers;                                 ///< 503
    std::size_t subscribers_per_address = limits::subscribers_per_address;         ///< 503; of each channel
    std::size_t watchers = limits::watchers;                                       ///< 503
    RateLimit::Rule requests{};                                                    ///< 503
    content::Steady request_time = std::chrono::seconds(limits::request_seconds);  ///< 408
    content::Steady idle_time = std::chrono::seconds(limits::idle_seconds);        ///< the connection is closed
    content::Steady ping = std::chrono::seconds(15);  ///< between two signs of life of a stream; agents wait 40 s
};

/// Since the start.
struct HttpCounts {
    std::size_t connections = 0;             ///< now
    std::size_t subscribers = 0;             ///< streams of releases, now
    std::size_t watchers = 0;                ///< streams for pages, now
    std::uint64_t events = 0;                ///< times that tell() was called
    std::map<int, std::uint64_t> answers{};  ///< by status

    [[nodiscard]] std::size_t& listening(Channel channel) { return channel == Channel::pages ? watchers : subscribers; }
};

/// HTTP/1.1 on one listening socket, for many at once, in the thread that calls it (libmicrohttpd, which nobody else
/// includes). Not here: TLS, HTTP/2 (a web server in front has them), and what is answered (HttpRoute).
class HttpServer {
public:
    /// `listener` listens already. Whoever asks over a unix socket is the web server in front, which says in X-Real-IP
    /// for whom. Of several routes that fit a path the longest counts. Code::io.
    [[nodiscard]] static content::Result<std::unique_ptr<HttpServer>> start(content::Descriptor listener,
                                                                            std::vector<HttpRoute> routes,
                                                                            const HttpLimits& limits);
    /// Ends all connections.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Readable when run() has something to do.
    [[nodiscard]] int descriptor() const;
    /// Until run() must be called even if descriptor() is quiet; at most a second.
    [[nodiscard]] content::Steady next_due() const;
    /// Does all that can be done now; never waits for anybody.
    void run(content::Steady now);
    /// All streams of a channel say "event: release" (or "change") with `news` as their data, as soon as their readers
    /// take it. Who has not taken the news before never hears of them: the newest counts, and nothing is queued.
    void tell(std::uint64_t news, Channel channel = Channel::releases);
    [[nodiscard]] const HttpCounts& counts() const;

    /// Of the library; public for its functions only.
    struct State;

private:
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hub
