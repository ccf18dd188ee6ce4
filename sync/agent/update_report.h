#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace syncing {

enum class UpdateOutcome {
    activated,
    nothing_new,
    superseded,  ///< its files were given up, because there is a newer release: look again at once
};

/// What a successful update has done.
struct UpdateReport {
    UpdateOutcome outcome = UpdateOutcome::nothing_new;
    std::int64_t release = 0;     ///< the active one
    std::size_t files = 0;        ///< fetched, metadata not counted
    std::int64_t bytes_down = 0;  ///< in all, by this update
    std::string trouble{};        ///< with what is beside a release; it is tried again
    std::string mirror;           ///< base of the one that gave the metadata
};

}  // namespace syncing
