#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "content/base/result.h"
#include "content/screen/touch_hours.h"

namespace kiosk {

/// Counts touches by the hour, for those who ask whether a screen is used; of an hour in which there were few nothing
/// is written, anywhere. Who touched what is never known here.
class TouchCounter {
public:
    /// `folder` is that of --state; empty: nothing is counted. `log` hears once of one that cannot be written to.
    TouchCounter(std::filesystem::path folder, std::function<void(const std::string&)> log);
    /// Of a program that ends in the middle of an hour the next one goes on with it.
    ~TouchCounter() { write(); }
    TouchCounter(const TouchCounter&) = delete;
    TouchCounter& operator=(const TouchCounter&) = delete;

    /// In each step of the display: so many touches more. `now`: none while nobody vouches for the clock; what comes
    /// then belongs to no hour.
    void count(std::int64_t touches, std::optional<content::Instant> now);

private:
    void begin(content::Instant hour);
    void write();

    std::filesystem::path folder_;
    std::function<void(const std::string&)> log_;
    content::TouchHour current_{};
    bool is_written_ = true;  ///< as far as it may be
    bool has_failed_ = false;
};

}  // namespace kiosk
