#include "sync/screens/history.h"

#include <chrono>

#include "sync/screens/standing.h"

namespace screens {
namespace {

using content::Instant;
using content::Result;
using store::Store;

std::int64_t day_number(Instant at) {
    return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
}

std::string empty_day() {
    return std::string(minutes_of_day, minute::unknown);
}

char letter_of(const report::ScreenReport& report, const Arrival& arrival) {
    if (!report.glass) return minute::no_picture;
    if (is_closed(report)) return minute::closed;
    return report.failure.empty() && arrival.address ? minute::showing : minute::saved_copy;
}

}  // namespace

void note_minute(Store& store, std::int64_t screen, const report::ScreenReport& report, const Arrival& arrival) {
    const Instant at = arrival.address ? arrival.now : report.at;
    const std::int64_t day = day_number(at);
    const auto minute =
        std::chrono::floor<std::chrono::minutes>(at - std::chrono::floor<std::chrono::days>(at)).count();
    store.query("INSERT OR IGNORE INTO minutes(day, screen, states) VALUES(?, ?, ?)")
        .with(day, screen, empty_day())
        .run();
    // SQL counts letters from 1.
    store
        .query(
            "UPDATE minutes SET states = substr(states, 1, ?1) || ?2 || substr(states, ?1 + 2) WHERE day = ?3 AND "
            "screen = ?4")
        .with(std::int64_t{minute}, std::string(1, letter_of(report, arrival)), day, screen)
        .run();
}

Result<std::string> last_day_of(Store& store, std::int64_t screen, Instant now) {
    const auto today = std::chrono::floor<std::chrono::days>(now);
    const auto before = minutes_of(store, screen, content::Date(today - std::chrono::days(1)));
    if (!before) return before.error();
    const auto of_today = minutes_of(store, screen, content::Date(today));
    if (!of_today) return of_today.error();
    const auto minute = static_cast<std::size_t>(std::chrono::floor<std::chrono::minutes>(now - today).count());
    return (*before + *of_today).substr(minute, minutes_of_day);
}

Result<std::string> minutes_of(Store& store, std::int64_t screen, const content::Date& day) {
    return store.read([&]() -> Result<std::string> {
        auto query = store.query("SELECT states FROM minutes WHERE day = ? AND screen = ?");
        query.with(std::int64_t{std::chrono::sys_days(day).time_since_epoch().count()}, screen);
        return query.next() ? query.text(0) : empty_day();
    });
}

}  // namespace screens
