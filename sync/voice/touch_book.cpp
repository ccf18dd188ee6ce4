#include "sync/voice/touch_book.h"

#include <algorithm>
#include <utility>

#include "sync/report/screen_report.h"

namespace syncing {

std::vector<content::TouchHour> newest_touches(const std::filesystem::path& folder) {
    auto hours = content::load_touch_hours(folder);
    if (!hours) return {};
    if (hours->size() > report::max_touch_hours)
        hours->erase(hours->begin(), hours->end() - static_cast<std::ptrdiff_t>(report::max_touch_hours));
    return std::move(*hours);
}

void TouchBook::look(const std::filesystem::path& folder) {
    auto hours = content::load_touch_hours(folder);
    hours_ = hours ? std::move(*hours) : std::vector<content::TouchHour>();
    // What the display has forgotten need not be remembered here.
    std::erase_if(told_, [&](const auto& told) {
        return std::ranges::find(hours_, told.first, &content::TouchHour::hour) == hours_.end();
    });
}

std::vector<content::TouchHour> TouchBook::untold() const {
    std::vector<content::TouchHour> all;
    for (const content::TouchHour& one : hours_) {
        const auto told = told_.find(one.hour);
        if (all.size() < report::max_touch_hours && (told == told_.end() || told->second < one.count))
            all.push_back(one);
    }
    return all;
}

void TouchBook::received(const std::vector<content::TouchHour>& told) {
    for (const content::TouchHour& one : told)
        told_[one.hour] = one.count;
}

}  // namespace syncing
