#include "sync/hub/rate_limit.h"

#include <algorithm>
#include <chrono>

namespace hub {

bool RateLimit::admit(const std::string& address, content::Steady now) {
    auto found = buckets_.find(address);
    if (found == buckets_.end()) {
        make_room(now);
        found = buckets_.emplace(address, Bucket{rule_.burst, now}).first;
    }
    Bucket& bucket = found->second;
    bucket = {tokens_at(bucket, now), now};
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
}

double RateLimit::tokens_at(const Bucket& bucket, content::Steady now) const {
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    return std::min(rule_.burst, bucket.tokens + seconds * rule_.per_second);
}

/// Who may ask as often as somebody new need not be remembered. A flood from so many addresses that this does not help
/// is stopped by the limits of connections.
void RateLimit::make_room(content::Steady now) {
    if (buckets_.size() < rule_.addresses) return;
    std::erase_if(buckets_, [&](const auto& entry) { return tokens_at(entry.second, now) >= rule_.burst; });
    if (buckets_.size() >= rule_.addresses) buckets_.clear();
}

}  // namespace hub
