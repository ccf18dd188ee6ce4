#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "content/base/result.h"

/// Running code that reads hostile bytes where it can do no harm. Linux only.
namespace content {

/// Takes bytes on their way from the confined process, in the order in which they were sent; gone after the call.
using TakeBytes = std::function<void(std::span<const std::uint8_t> bytes)>;

struct SandboxLimits {
    std::size_t memory = 0;             ///< bytes that may be asked for beyond what this process has
    std::chrono::seconds computing{0};  ///< of processor time
    std::chrono::seconds waiting{0};    ///< until it is ended, whatever it does
};

/// Runs `work` in a child process that may compute, ask for memory and the time, send bytes to `receive` and end: no
/// files, no network, no other process (seccomp; resource limits). The child sees a copy of this process's memory.
/// Bytes that the child sends arrive at once, through a pipe: shared memory would have to be got page by page in both
/// processes. An error says how else the child ended: too_large (memory or time), bad_input (it crashed or tried
/// something else), unavailable (this machine cannot confine it, so nothing was run).
[[nodiscard]] Status run_sandboxed(const std::function<void(const TakeBytes& send)>& work, const TakeBytes& receive,
                                   const SandboxLimits& allowed);

/// Whether SandboxLimits::memory is kept to: not in builds with the address sanitizer, which has terabytes from the
/// start.
[[nodiscard]] bool can_limit_memory();

}  // namespace content
