#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace kiosk {

/// How long the last thousand pictures took to make and present.
class FrameTimes {
public:
    static constexpr std::size_t kept = 1000;
    using Time = std::chrono::microseconds;

    struct Summary {
        std::size_t count = 0;
        Time median{0};
        Time percentile_99{0};  ///< 99 of 100 took at most that
        Time max{0};
    };

    void add(Time time);
    [[nodiscard]] Summary summary() const;

private:
    std::array<Time, kept> times_{};
    std::size_t next_ = 0;
    std::size_t count_ = 0;
};

}  // namespace kiosk
