#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Runs a command under ptrace(2) and does harm at one of its write-like system calls: those that create, change, sync,
/// rename or remove files (not writes to the terminal). All threads and children are followed.
namespace crash {

enum class Fault {
    none,        ///< counts only
    kill,        ///< SIGKILL instead of the call
    io_error,    ///< the call fails with EIO
    disk_full,   ///< the call fails with ENOSPC
    short_call,  ///< a write takes half of the bytes; other calls are no points for this fault
    cut,         ///< `at_point` is called, then SIGKILL: for a power cut
};
[[nodiscard]] std::string name(Fault fault);

/// What a broken program would do: calls that say they were done and were not.
enum class Broken { no, skips_sync, skips_rename };

struct Run {
    std::vector<std::string> command;
    Fault fault = Fault::none;
    int at = 0;  ///< number of the point, from 1
    Broken broken = Broken::no;
    std::function<void()> at_point{};  ///< for Fault::cut
};

struct Outcome {
    int points = 0;       ///< write-like calls that were seen (for short_call: writes)
    bool is_hit = false;  ///< the point was reached
    int exit_code = -1;   ///< -1: ended by a signal
    std::string call;     ///< the call at the point, for messages: "fsync", "rename"
};

/// Whether this machine's system calls are known here (Linux on x86-64) and ptrace is allowed; if not, why.
[[nodiscard]] std::string why_not_possible();

/// Standard output and error of the command go to `log` (a file that is replaced).
[[nodiscard]] Outcome run_with_fault(const Run& run, const std::string& log);

}  // namespace crash
