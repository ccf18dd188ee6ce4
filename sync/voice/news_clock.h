#pragma once

#include <cstdint>
#include <optional>

#include "sync/transport/environment.h"

namespace syncing {

/// How long the newest release took, by the steady clock: from the event that told of it to its metadata verified, to
/// it being active, to its first picture. A release that came without an event has no times. Pure.
class NewsClock {
public:
    /// An event came. Further ones, before anything was found, are about the same.
    void told(Steady now) {
        if (!event_ || now - *event_ > max_wait) event_ = now;
    }
    /// A release other than the active one was verified.
    void verified(std::int64_t release, Steady now) {
        if (release == release_) return;
        const auto event = event_ && now - *event_ <= max_wait ? event_ : std::nullopt;
        *this = NewsClock();
        release_ = release;
        begun_ = event;
        verified_ms_ = since_event(now);
    }
    void active(std::int64_t release, Steady now) {
        if (release == release_ && !active_ms_) active_ms_ = since_event(now);
    }
    void on_glass(std::int64_t release, Steady now) {
        if (release == release_ && active_ms_ && !glass_ms_) glass_ms_ = since_event(now);
    }

    [[nodiscard]] std::int64_t release() const { return release_; }
    [[nodiscard]] std::optional<std::int64_t> verified_ms() const { return verified_ms_; }
    [[nodiscard]] std::optional<std::int64_t> active_ms() const { return active_ms_; }
    [[nodiscard]] std::optional<std::int64_t> glass_ms() const { return glass_ms_; }
    /// An active release has not been seen on the glass: who looks there should look often.
    [[nodiscard]] bool awaits_glass(Steady now) const {
        return begun_ && active_ms_ && !glass_ms_ && now - *begun_ < max_wait;
    }

private:
    static constexpr milliseconds max_wait{60'000};  // what comes later did not come because of that event

    [[nodiscard]] std::optional<std::int64_t> since_event(Steady now) const {
        return begun_ ? std::optional<std::int64_t>((now - *begun_).count()) : std::nullopt;
    }

    std::optional<Steady> event_{};  ///< of something that was not found yet
    std::optional<Steady> begun_{};  ///< the event of `release_`
    std::int64_t release_ = 0;
    std::optional<std::int64_t> verified_ms_{};
    std::optional<std::int64_t> active_ms_{};
    std::optional<std::int64_t> glass_ms_{};
};

}  // namespace syncing
