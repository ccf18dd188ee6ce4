#pragma once

#include <atomic>
#include <functional>
#include <random>

#include "sync/transport/environment.h"

namespace syncing {

/// The real environment but for its wall clock, which the program hands over. Stops when `stop` becomes true, for
/// example in a signal handler.
class SystemEnvironment : public Environment {
public:
    SystemEnvironment(std::function<Instant()> clock, const std::atomic<bool>& stop);

    [[nodiscard]] Instant now() override { return clock_(); }
    [[nodiscard]] milliseconds steady_now() override;
    [[nodiscard]] double random() override;
    void sleep(milliseconds duration) override;
    [[nodiscard]] bool is_stopping() override;
    [[nodiscard]] Result<std::int64_t> free_space(const std::filesystem::path& folder) override;

    /// Called whenever somebody asks is_stopping(): the place from which a watchdog is fed.
    void set_pulse(std::function<void()> pulse) { pulse_ = std::move(pulse); }

private:
    std::function<Instant()> clock_;
    const std::atomic<bool>& stop_;
    std::function<void()> pulse_{};
    std::mt19937_64 chance_{std::random_device{}()};
};

}  // namespace syncing
