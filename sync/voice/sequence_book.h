#pragma once

#include <cstdint>
#include <filesystem>

#include "content/base/result.h"

namespace syncing {

/// Numbers of a screen's reports: each is larger than all before it, also over a power cut and between programs that
/// report at the same time. Only every thousandth waits for the disk: "sequence.json" has the number up to which some
/// program may have used all, and each program begins behind it.
class SequenceBook {
public:
    /// `folder` is the one of trust.
    explicit SequenceBook(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Where the disk refuses, numbers go on all the same, and may be used once more by the next program: a full disk
    /// is what a hub should hear of.
    [[nodiscard]] std::int64_t next();
    /// The hub has seen a larger one, because the file was lost or is damaged, or of a stick: next() leaps, each time
    /// twice as far.
    void leap();
    /// Why the disk refused last; nothing when it did not.
    [[nodiscard]] const content::Status& state() const { return state_; }

private:
    [[nodiscard]] content::Status reserve();

    std::filesystem::path folder_;
    std::int64_t last_ = 0;
    std::int64_t reserved_ = 0;  ///< the last number that is ours
    std::int64_t leap_ = 0;      ///< still to be made
    std::int64_t last_leap_ = 0;
    content::Status state_{};
};

}  // namespace syncing
