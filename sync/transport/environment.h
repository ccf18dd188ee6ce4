#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "content/base/time.h"

/// The library of the folder sync/. Its namespace cannot be named sync: POSIX has a function sync().
namespace syncing {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using content::Steady;
using std::chrono::milliseconds;

/// Everything that this library wants to know about where it runs: clocks, chance, free space, and whether
/// somebody wants it to stop. Programs have the real one (sync/agent/kiosk_sync_main.cpp), tests one that obeys.
class Environment {
public:
    virtual ~Environment() = default;
    /// The wall clock, right or wrong.
    [[nodiscard]] virtual Instant now() = 0;
    /// A clock that never jumps and begins anywhere.
    [[nodiscard]] virtual Steady steady_now() = 0;
    /// At least 0, less than 1.
    [[nodiscard]] virtual double random() = 0;
    /// Returns early when is_stopping() becomes true.
    virtual void sleep(milliseconds duration) = 0;
    /// Whether to end as soon as possible. Asked at least once a second while anything goes on, so it is also the place
    /// from which a watchdog is fed.
    [[nodiscard]] virtual bool is_stopping() = 0;
    /// Bytes that this user may still write below `folder`, which exists.
    [[nodiscard]] virtual Result<std::int64_t> free_space(const std::filesystem::path& folder) = 0;
};

}  // namespace syncing
