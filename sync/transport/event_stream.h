#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sync/transport/event_parser.h"
#include "sync/transport/transport.h"

namespace syncing {

/// What came from a stream of events since the last look.
struct StreamNews {
    std::size_t events = 0;
    bool has_bytes = false;               ///< anything at all: the other side is alive
    bool is_open = false;                 ///< the server has answered with a stream
    std::optional<Error> end{};           ///< the connection is over; not_found: the mirror offers none
    std::optional<milliseconds> retry{};  ///< what the server asks for
};

/// One connection to a mirror's events. Used from one thread; never blocks longer than it is asked to.
class EventStream {
public:
    virtual ~EventStream() = default;
    /// Waits until something happens, at most `limit`.
    [[nodiscard]] virtual StreamNews listen(milliseconds limit) = 0;
};

/// Connects to `url` over HTTP/1.1, the only version for which proxies let single bytes through at once. `environment`
/// is asked whether to stop, also while a proxy keeps libcurl busy.
[[nodiscard]] std::unique_ptr<EventStream> open_event_stream(const std::string& url, const HttpOptions& options,
                                                             Environment& environment);

}  // namespace syncing
