#include "kiosk/visit/touch_counter.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace kiosk {

using content::Instant;
using content::TouchHour;

TouchCounter::TouchCounter(std::filesystem::path folder, std::function<void(const std::string&)> log)
    : folder_(std::move(folder)), log_(std::move(log)) {}

void TouchCounter::count(std::int64_t touches, std::optional<Instant> now) {
    if (folder_.empty() || !now) return;
    const Instant hour = std::chrono::floor<std::chrono::hours>(*now);
    if (hour != current_.hour) begin(hour);
    if (touches == 0) return;
    current_.count = std::min(current_.count + touches, content::most_touches);
    is_written_ = false;
}

void TouchCounter::begin(Instant hour) {
    write();
    current_ = {hour, 0};
    const auto known = content::load_touch_hours(folder_);
    if (!known) return;
    const auto found = std::ranges::find(*known, hour, &TouchHour::hour);
    if (found != known->end()) current_.count = found->count;
}

void TouchCounter::write() {
    if (std::exchange(is_written_, true) || current_.count < content::least_touches) return;
    auto known = content::load_touch_hours(folder_);
    std::vector<TouchHour> hours = known ? std::move(*known) : std::vector<TouchHour>();
    std::erase_if(hours, [&](const TouchHour& one) { return one.hour == current_.hour; });
    hours.push_back(current_);
    std::ranges::sort(hours, {}, &TouchHour::hour);
    if (hours.size() > content::kept_touch_hours)
        hours.erase(hours.begin(), hours.end() - static_cast<std::ptrdiff_t>(content::kept_touch_hours));
    const auto saved = content::save_touch_hours(folder_, hours);
    if (!saved && !std::exchange(has_failed_, true)) log_(saved.error().in("--state").message);
}

}  // namespace kiosk
