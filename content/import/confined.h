#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "content/result.h"

/// Running code that reads hostile bytes where it can do no harm. Linux only.
namespace content {

/// Memory that a child process writes and its parent reads. Empty when there is none to be had.
class SharedMemory {
public:
    explicit SharedMemory(std::size_t size);
    ~SharedMemory();
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    [[nodiscard]] std::span<std::uint8_t> bytes() const { return {memory_, size_}; }
    /// In the child, before it writes all of it: gets it mapped at once, not page by page as it is touched.
    void map_all() const;

private:
    std::uint8_t* memory_ = nullptr;
    std::size_t size_ = 0;
};

struct Confinement {
    std::size_t memory = 0;             ///< bytes that may be asked for beyond what this process has
    std::chrono::seconds computing{0};  ///< of processor time
    std::chrono::seconds waiting{0};    ///< until it is ended, whatever it does
};

/// Runs `work` in a child process that may compute, ask for memory and end: no files, no network, no other process
/// (seccomp; resource limits). It sees this process's memory as a copy, and SharedMemory itself. An error says how it
/// ended otherwise: too_large (time), bad_input (it crashed or tried something else), unavailable (this machine cannot
/// confine it, so nothing was run).
[[nodiscard]] Status run_confined(const std::function<void()>& work, const Confinement& confinement);

/// Whether Confinement::memory is kept to: not in builds with the address sanitizer, which has terabytes from the
/// start.
[[nodiscard]] bool can_limit_memory();

}  // namespace content
