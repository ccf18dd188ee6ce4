#include "kiosk/items/countdown.h"

#include <algorithm>

namespace kiosk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int max_days = 60;
constexpr hours hours_from{72};
constexpr minutes minutes_from{60};

}  // namespace

content::Date last_day(content::Instant deadline, std::string_view zone) {
    return content::to_local(deadline - seconds(1), zone).date;
}

Countdown count_down(content::Instant now, content::Instant deadline, std::string_view zone) {
    const content::Date today = content::to_local(now, zone).date;
    const content::Instant midnight = content::start_of_day(content::add_days(today, 1), zone);
    const int days = content::days_between(today, last_day(deadline, zone));
    const seconds left = deadline - now;
    Countdown countdown;
    if (left < minutes_from) {
        countdown.unit = Countdown::Unit::minutes;
        countdown.number = std::max(1, static_cast<int>(left / minutes(1)));
        countdown.changes = now + left % minutes(1) + seconds(1);
    } else if (days <= 0) {
        countdown.unit = Countdown::Unit::last_day;
        countdown.changes = deadline - minutes_from + seconds(1);
    } else if (left < hours_from) {
        countdown.unit = Countdown::Unit::hours;
        countdown.number = static_cast<int>(left / hours(1));
        countdown.changes = std::min(midnight, now + left % hours(1) + seconds(1));
    } else {
        countdown.unit = days > max_days ? Countdown::Unit::date : Countdown::Unit::days;
        countdown.number = days;
        countdown.changes = std::min(midnight, deadline - hours_from + seconds(1));
    }
    countdown.changes = std::min(countdown.changes, deadline);
    return countdown;
}

}  // namespace kiosk
