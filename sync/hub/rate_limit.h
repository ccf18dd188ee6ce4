#pragma once

#include <map>
#include <string>

#include "content/base/steady.h"
#include "sync/hub/hub_limits.h"

namespace hub {

/// How often each address may ask: `burst` times at once, and `per_second` times a second for ever (a bucket of
/// tokens). Of more than `addresses` only those are remembered that asked lately.
class RateLimit {
public:
    struct Rule {
        double per_second = static_cast<double>(limits::requests_per_second);
        double burst = static_cast<double>(limits::requests_burst);
        std::size_t addresses = limits::addresses;
    };
    explicit RateLimit(Rule rule) : rule_(rule) {}

    /// Whether one more is within the rule, at a time that never goes back.
    [[nodiscard]] bool admit(const std::string& address, content::Steady now);
    [[nodiscard]] std::size_t size() const { return buckets_.size(); }

private:
    struct Bucket {
        double tokens = 0;
        content::Steady at{};
    };
    [[nodiscard]] double tokens_at(const Bucket& bucket, content::Steady now) const;
    void make_room(content::Steady now);

    Rule rule_;
    std::map<std::string, Bucket> buckets_{};
};

}  // namespace hub
