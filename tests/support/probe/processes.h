#pragma once

#include <string>
#include <vector>

namespace probe {

/// A program and all that it started: told apart by their common session (setsid), which survives double forks.
struct Cost {
    int processes = 0;
    long pss_kb = 0;                   ///< proportional set size: shared pages counted by their share
    long long ticks = 0;               ///< user and system time, in clock ticks
    long long voluntary_switches = 0;  ///< each is a sleep that ended, so a wake-up
};

/// Starts a program in a session of its own with its output in `log`; its process (and session) number, or -1.
[[nodiscard]] int start_in_session(const std::vector<std::string>& command, const std::string& log);
[[nodiscard]] std::vector<int> processes_of_session(int session);
[[nodiscard]] Cost measure_session(int session);
/// Asks all to end, waits up to `patience_ms`, then ends them. True when they ended by themselves.
bool stop_session(int session, int patience_ms);

}  // namespace probe
