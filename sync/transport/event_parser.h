#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sync/transport/environment.h"

namespace syncing {

/// A stream of server-sent events (WHATWG HTML, section 9.2.6), as far as this agent needs it: an event says "look
/// now", whatever it is called and whatever it carries, because only signed metadata says what is new. An event's id is
/// not read and so never sent back: some ids that are sent back crash Debian's nchan. Pure.
class EventParser {
public:
    /// Number of events that `bytes` completed. Comments, and events called "ping", count as signs of life only.
    [[nodiscard]] std::size_t add(std::string_view bytes);
    /// What the server last asked for by "retry:".
    [[nodiscard]] std::optional<milliseconds> retry() const { return retry_; }
    /// A line was longer than limits::event_line: this is no stream of events.
    [[nodiscard]] bool is_broken() const { return is_broken_; }

private:
    [[nodiscard]] bool end_line();
    void read_field(std::string_view name, std::string_view value);

    std::string line_{};
    std::string event_{};
    std::optional<milliseconds> retry_{};
    bool has_data_ = false;
    bool after_carriage_return_ = false;
    bool is_first_line_ = true;
    bool is_broken_ = false;
};

}  // namespace syncing
