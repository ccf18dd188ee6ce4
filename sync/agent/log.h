#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "sync/transport/environment.h"

namespace syncing {

/// Severities of syslog, which are journald's.
enum class Priority { warning = 4, notice = 5, info = 6 };

using Log = std::function<void(Priority, const std::string& line)>;

/// A failure that goes on for days must not fill the journal: this admits the same line once in ten minutes, and at
/// most sixty lines in ten minutes. Pure.
class LogLimit {
public:
    /// The line to write, with the number of times that it was held back since; nothing when it is held back now.
    [[nodiscard]] std::optional<std::string> admit(const std::string& line, Steady steady_now);

private:
    struct Seen {
        Steady written{};
        int held_back = 0;
    };
    std::map<std::string, Seen> seen_{};
    Steady period_began_{};
    int in_period_ = 0;
};

}  // namespace syncing
