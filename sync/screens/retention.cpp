#include "sync/screens/retention.h"

#include <fmt/format.h>

#include <chrono>

#include "sync/screens/glass_pictures.h"
#include "sync/screens/screens_limits.h"

namespace screens {
namespace {

using content::Result;
using store::Store;

std::int64_t days_before(content::Instant now, std::int64_t days) {
    return std::chrono::floor<std::chrono::days>(now).time_since_epoch().count() - days;
}

/// The oldest rows first. Those tables have no row numbers, so their keys say which.
int forget(Store& store, std::string_view table, std::string_view key, std::string_view age, std::int64_t before) {
    return store
        .query(fmt::format("DELETE FROM {0} WHERE ({1}) IN (SELECT {1} FROM {0} WHERE {2} < ? ORDER BY {2} LIMIT ?)",
                           table, key, age))
        .with(before, limits::forgotten_at_once)
        .run();
}

/// Of the screen that has most rows, the oldest of those that are too many.
int forget_surplus(Store& store, std::string_view table, std::string_view key, std::string_view age) {
    auto largest = store.query(
        fmt::format("SELECT screen, count(*) FROM {} GROUP BY screen ORDER BY count(*) DESC LIMIT 1", table));
    if (!largest.next() || largest.integer(1) <= limits::rows_of_screen) return 0;
    const std::int64_t surplus = largest.integer(1) - limits::rows_of_screen;
    return store
        .query(fmt::format("DELETE FROM {0} WHERE ({1}) IN (SELECT {1} FROM {0} WHERE screen = ? ORDER BY {2} LIMIT ?)",
                           table, key, age))
        .with(largest.integer(0), std::min(surplus, limits::forgotten_at_once))
        .run();
}

}  // namespace

Result<bool> forget_old(Store& store, content::Instant now) {
    constexpr std::string_view sighting = "screen, kind, item, release";
    constexpr std::string_view played = "day, screen, kind, item";
    const std::int64_t receipts_before = (now - std::chrono::days(limits::receipt_days)).time_since_epoch().count();
    const std::int64_t touches_before = (now - std::chrono::days(limits::played_days)).time_since_epoch().count();
    return store.transaction(
        [&]() -> Result<bool> {
            int gone = 0;
            gone += forget(store, "minutes", "day, screen", "day", days_before(now, limits::minute_days));
            gone += forget(store, "receipts", "release, screen", "at", receipts_before);
            gone += forget(store, "sightings", sighting, "at", receipts_before);
            gone += forget(store, "played", played, "day", days_before(now, limits::played_days));
            gone += forget(store, "touches", "hour, screen", "hour", touches_before);
            gone += forget_glass(store, now);
            gone += forget_surplus(store, "sightings", sighting, "at");
            gone += forget_surplus(store, "played", played, "day");
            return gone > 0;
        },
        store::Durability::soon);
}

}  // namespace screens
