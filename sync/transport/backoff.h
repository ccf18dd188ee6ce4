#pragma once

#include <algorithm>

#include "sync/transport/environment.h"

namespace syncing {

/// Exponential back-off with full jitter: the n-th wait is anything from nothing to first * 2^n, at most `max`, so
/// that screens which lost the same server do not come back at the same moment. Pure: chance is an argument.
class Backoff {
public:
    Backoff(milliseconds first, milliseconds max) : first_(first), max_(max), next_(first) {}

    /// `chance` is at least 0 and less than 1.
    [[nodiscard]] milliseconds next(double chance) {
        const milliseconds limit = next_;
        next_ = std::min(max_, next_ * 2);
        return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(limit.count()) * chance));
    }
    /// After a success.
    void reset() { next_ = first_; }
    /// The server asks for another beginning.
    void set_first(milliseconds first) {
        first_ = std::min(first, max_);
        next_ = first_;
    }

private:
    milliseconds first_;
    milliseconds max_;
    milliseconds next_;
};

}  // namespace syncing
