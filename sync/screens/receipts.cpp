#include "sync/screens/receipts.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "sync/screens/screens_limits.h"

namespace screens {
namespace {

using content::Code;
using content::Error;
using content::Instant;
using content::Result;
using content::Status;
using store::Store;

std::int64_t day_of(const content::Date& day) {
    return std::chrono::sys_days(day).time_since_epoch().count();
}

void note_release(Store& store, std::int64_t screen, const report::ScreenReport& report, Instant now) {
    store
        .query(
            "INSERT INTO receipts(release, screen, at, verified_ms, active_ms, glass_ms) VALUES(?, ?, ?, ?, ?, ?) ON "
            "CONFLICT(release, screen) DO UPDATE SET verified_ms = coalesce(verified_ms, excluded.verified_ms), "
            "active_ms = coalesce(active_ms, excluded.active_ms), glass_ms = coalesce(glass_ms, excluded.glass_ms)")
        .with(report.release, screen, now, report.verified_ms, report.active_ms, report.glass_ms)
        .run();
}

/// Whether a day is one of which something is kept: neither long ago nor to come.
bool is_kept(const content::Date& day, Instant now) {
    const auto age = std::chrono::floor<std::chrono::days>(now) - std::chrono::sys_days(day);
    return age >= std::chrono::days(-1) && age <= std::chrono::days(limits::played_days);
}

Error too_many(std::size_t rows) {
    return {Code::too_large, fmt::format("more than {} lines: ask for fewer days", rows)};
}

}  // namespace

void note_receipts(Store& store, std::int64_t screen, const report::ScreenReport& report, Instant now) {
    if (report.release > 0) note_release(store, screen, report, now);
    for (const report::Sighting& one : report.first_seen) {
        store.query("INSERT OR IGNORE INTO sightings(screen, kind, item, release, at) VALUES(?, ?, ?, ?, ?)")
            .with(screen, one.kind, one.id, one.release, std::min(one.at, now))
            .run();
    }
    for (const report::Played& one : report.played) {
        if (!one.day.ok() || !is_kept(one.day, now)) continue;
        store
            .query(
                "INSERT INTO played(day, screen, kind, item, seconds, first, last) VALUES(?, ?, ?, ?, ?, ?, ?) ON "
                "CONFLICT(day, screen, kind, item) DO UPDATE SET seconds = max(seconds, excluded.seconds), first = "
                "min(first, excluded.first), last = max(last, excluded.last)")
            .with(day_of(one.day), screen, one.kind, one.id, one.seconds, one.first, one.last)
            .run();
    }
    for (const content::TouchHour& one : report.touches) {
        const content::Date day(std::chrono::floor<std::chrono::days>(one.hour));
        if (!is_kept(day, now)) continue;
        store
            .query(
                "INSERT INTO touches(hour, screen, count) VALUES(?, ?, ?) ON CONFLICT(hour, screen) DO UPDATE SET "
                "count = max(count, excluded.count)")
            .with(one.hour, screen, one.count)
            .run();
    }
}

Status note_told(Store& store, std::int64_t release, Instant now) {
    return store.transaction([&]() -> Status {
        store.query("INSERT OR IGNORE INTO releases(number, told) VALUES(?, ?)").with(release, now).run();
        return {};
    });
}

Result<ReleaseReceipts> receipts_of(Store& store, std::int64_t release) {
    return store.read([&]() -> Result<ReleaseReceipts> {
        ReleaseReceipts receipts;
        receipts.release = release;
        auto told = store.query("SELECT told FROM releases WHERE number = ?");
        if (told.with(release).next()) receipts.told = told.instant(0);
        auto query = store.query(
            "SELECT id, name, place, at, verified_ms, active_ms, glass_ms FROM screens LEFT JOIN receipts ON screen = "
            "id "
            "AND receipts.release = ? WHERE standing = 'named' ORDER BY at IS NULL, name COLLATE NOCASE");
        query.with(release);
        while (query.next()) {
            Receipt one{query.integer(0), query.text(1), query.text(2)};
            one.at = query.optional_instant(3);
            one.verified_ms = query.optional_integer(4);
            one.active_ms = query.optional_integer(5);
            one.glass_ms = query.optional_integer(6);
            receipts.screens.push_back(std::move(one));
        }
        return receipts;
    });
}

Result<std::vector<FirstShowing>> first_showings(Store& store, const std::string& kind, const std::string& item,
                                                 std::size_t count) {
    return store.read([&]() -> Result<std::vector<FirstShowing>> {
        auto query = store.query(
            "SELECT screen, release, at FROM sightings WHERE kind = ? AND item = ? ORDER BY at DESC, screen LIMIT ?");
        query.with(kind, item, static_cast<std::int64_t>(count));
        std::vector<FirstShowing> all;
        while (query.next())
            all.push_back({query.integer(0), query.integer(1), query.instant(2)});
        return all;
    });
}

Status write_played(Store& store, const PlayedRange& range, std::size_t max_rows,
                    const std::function<void(std::string_view)>& take) {
    return store.read([&]() -> Status {
        take("screen,name,place,kind,item,day,seconds,first,last\r\n");
        auto query = store.query(
            "SELECT screen, name, place, kind, item, day, seconds, first, last FROM played JOIN screens ON id = screen "
            "WHERE day BETWEEN ? AND ? ORDER BY day, screen, kind, item");
        query.with(day_of(range.from), day_of(range.to));
        for (std::size_t rows = 1; query.next(); ++rows) {
            if (max_rows > 0 && rows > max_rows) return too_many(max_rows);
            const content::Date day(std::chrono::sys_days(std::chrono::days(query.integer(5))));
            take(fmt::format("{},{},{},{},{},{},{},{},{}\r\n", query.integer(0), csv_cell(query.text(1)),
                             csv_cell(query.text(2)), csv_cell(query.text(3)), csv_cell(query.text(4)),
                             content::to_iso(day), query.integer(6), content::to_iso(query.instant(7)),
                             content::to_iso(query.instant(8))));
        }
        return {};
    });
}

Status write_touches(Store& store, const PlayedRange& range, std::size_t max_rows,
                     const std::function<void(std::string_view)>& take) {
    return store.read([&]() -> Status {
        take("screen,name,place,hour,touches\r\n");
        auto query = store.query(
            "SELECT screen, name, place, hour, count FROM touches JOIN screens ON id = screen WHERE hour >= ? AND hour "
            "< ? "
            "ORDER BY hour, screen");
        const auto begin_of = [](const content::Date& day) { return Instant(std::chrono::sys_days(day)); };
        query.with(begin_of(range.from), begin_of(content::add_days(range.to, 1)));
        for (std::size_t rows = 1; query.next(); ++rows) {
            if (max_rows > 0 && rows > max_rows) return too_many(max_rows);
            take(fmt::format("{},{},{},{},{}\r\n", query.integer(0), csv_cell(query.text(1)), csv_cell(query.text(2)),
                             content::to_iso(query.instant(3)), query.integer(4)));
        }
        return {};
    });
}

std::string csv_cell(std::string_view text) {
    std::string cell;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

}  // namespace screens
