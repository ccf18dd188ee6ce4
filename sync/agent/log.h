#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "sync/agent/environment.h"

namespace syncing {

/// Severities of syslog, which are journald's.
enum class Priority { warning = 4, notice = 5, info = 6 };

using Log = std::function<void(Priority, const std::string& line)>;

/// Keeps a failure that goes on for days from filling the journal: the same line comes once in ten minutes, and all
/// lines together at most sixty times. Pure.
class LogLimit {
public:
    /// The line as it should be written, with the number of times it was held back; nothing when it should not.
    [[nodiscard]] std::optional<std::string> admit(const std::string& line, milliseconds steady_now);

private:
    struct Seen {
        milliseconds written{};
        int held_back = 0;
    };
    std::map<std::string, Seen> seen_{};
    milliseconds period_began_{};
    int in_period_ = 0;
};

}  // namespace syncing
