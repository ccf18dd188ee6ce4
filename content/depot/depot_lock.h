#pragma once

#include <filesystem>

#include "content/base/descriptor.h"
#include "content/base/result.h"
#include "content/base/steady.h"

namespace content {

/// Keeps others of this machine from writing a depot while one reads it, has it signed and writes it: of two who
/// publish at once the second one waits, and goes on from what the first one left. Ends with its holder, however that
/// ends. A lock of flock(2) on the depot's folder; who only reads needs none.
class DepotLock {
public:
    /// Waits so long at most. Code::unavailable when somebody else still writes then; not_found; io.
    [[nodiscard]] static Result<DepotLock> take(const std::filesystem::path& depot, Steady patience);

private:
    explicit DepotLock(Descriptor folder) : folder_(std::move(folder)) {}
    Descriptor folder_;
};

}  // namespace content
