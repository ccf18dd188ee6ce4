#include "sync/screens/receive.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "content/base/text.h"
#include "sync/screens/history.h"
#include "sync/screens/receipts.h"
#include "sync/screens/registry.h"
#include "sync/screens/screens_limits.h"
#include "sync/screens/ticket.h"
#include "sync/store/secret.h"

namespace screens {
namespace {

using content::Code;
using content::Instant;
using content::Result;
using content::Status;
using store::Store;

constexpr std::size_t nonce_digits = 32;

std::int64_t count_of(Store& store, std::string_view sql) {
    auto query = store.query(sql);
    return query.next() ? query.integer(0) : 0;
}

std::optional<Boot> boot_of(Store& store, std::int64_t screen, const std::string& boot) {
    auto query = store.query("SELECT boot, model, address, first, last FROM boots WHERE screen = ? AND boot = ?");
    if (!query.with(screen, boot).next()) return std::nullopt;
    return Boot{query.text(0), query.text(1), query.text(2), query.instant(3), query.instant(4)};
}

Result<Asking> ask(Store& store, const report::SignedReport& report, const Arrival& arrival) {
    Asking asking{report, arrival.address, arrival.now};
    auto screen = find_by_key(store, report.screen);
    if (!screen) return screen.error();
    asking.screen = std::move(*screen);
    if (asking.screen && arrival.address) {
        asking.boot = boot_of(store, asking.screen->id, report.report.boot);
        asking.current = boot_of(store, asking.screen->id, asking.screen->boot);
    }
    if (asking.screen) return asking;
    if (!report.report.ticket.empty()) {
        auto ticket = find_ticket(store, report.report.ticket);
        if (!ticket) return ticket.error();
        asking.ticket = *ticket;
    }
    auto until = pairing_until(store, arrival.now);
    if (!until) return until.error();
    asking.pairing_until = *until;
    asking.open_enrolments =
        count_of(store, "SELECT count(*) FROM screens WHERE standing = 'waiting' AND ticket IS NULL");
    asking.screens = count_of(store, "SELECT count(*) FROM screens");
    return asking;
}

Result<Screen> enrol(Store& store, const Asking& asking) {
    const std::optional<std::int64_t> ticket = asking.ticket ? std::optional(asking.ticket->id) : std::nullopt;
    store.query("INSERT INTO screens(key, standing, nonce, ticket, enrolled, changed) VALUES(?, 'waiting', ?, ?, ?, ?)")
        .with(asking.report.screen, store::new_secret().substr(0, nonce_digits), ticket, asking.now, asking.now)
        .run();
    if (ticket) store.query("UPDATE tickets SET used = used + 1 WHERE id = ?").with(*ticket).run();
    auto enrolled = find_by_key(store, asking.report.screen);
    if (!enrolled) return enrolled.error();
    return std::move(**enrolled);
}

void note_boot(Store& store, std::int64_t screen, const report::ScreenReport& report, const Arrival& arrival) {
    if (!arrival.address) return;
    store
        .query(
            "INSERT INTO boots(screen, boot, model, address, first, last) VALUES(?, ?, ?, ?, ?, ?) ON "
            "CONFLICT(screen, boot) DO UPDATE SET model = excluded.model, address = excluded.address, last = "
            "excluded.last")
        .with(screen, report.boot, report.model, *arrival.address, arrival.now, arrival.now)
        .run();
    store
        .query(
            "DELETE FROM boots WHERE screen = ?1 AND boot NOT IN (SELECT boot FROM boots WHERE screen = ?1 ORDER BY "
            "last DESC LIMIT ?2)")
        .with(screen, limits::boots)
        .run();
}

/// How long it has been so: since `before`, or since now.
std::optional<Instant> since(bool is_so, const std::optional<Instant>& before, Instant now) {
    if (!is_so) return std::nullopt;
    return before.value_or(now);
}

void write_screen(Store& store, const Screen& screen, const report::ScreenReport& report, const Arrival& arrival) {
    const bool is_behind = !report.failure.empty() || report.release < arrival.published;
    store
        .query(
            "UPDATE screens SET sequence = ?, boot = ?, seen = max(seen, ?), behind = ?, dark = ?, twins = CASE WHEN "
            "EXISTS(SELECT 1 FROM boots WHERE screen = id AND boot <> ? AND last > ?) THEN twins END WHERE id = ?")
        .with(report.sequence, report.boot, arrival.address ? arrival.now : Instant(),
              since(is_behind, screen.behind, arrival.now), since(!report.glass, screen.dark, arrival.now), report.boot,
              arrival.now - std::chrono::seconds(limits::two_machines_seconds), screen.id)
        .run();
}

void write_report(Store& store, std::int64_t screen, const report::ScreenReport& report, std::int64_t ahead) {
    const content::Glass glass = report.glass.value_or(content::Glass{});
    store
        .query(
            "INSERT OR REPLACE INTO reports(screen, at, clock, clock_ahead, uptime, version, model, release, "
            "has_glass, glass_release, scene, language, since, frame, width, height, has_visit, panel, exit, exit_at, "
            "failure, quarantine, repair, machine, queue_bytes, disk_free, memory, look) VALUES(?, ?, ?, ?, ?, ?, ?, "
            "?, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .with(screen, report.at, content::name_of(report::clock_names, report.clock), ahead, report.uptime_s,
              report.version, report.model, report.release, report.glass.has_value(), glass.release, glass.scene,
              glass.language, glass.since, glass.frame, glass.width, glass.height, glass.has_visit,
              static_cast<int>(glass.panel), content::name_of(content::exit_names, glass.exit), glass.exit_at,
              report.failure, report.quarantine, report.repair, report.machine, report.queue_bytes, report.disk_free,
              report.memory, glass.look)
        .run();
}

report::HubAnswer answer_to(const Screen& screen, std::int64_t sequence) {
    report::HubAnswer answer;
    answer.standing = screen.standing;
    answer.name = screen.name;
    answer.place = screen.place;
    if (screen.standing == report::Standing::waiting) answer.nonce = screen.nonce;
    answer.received = sequence;
    return answer;
}

/// Who is refused is heard all the same: both machines are shown to staff.
void note_twin(Store& store, const Asking& asking, const Arrival& arrival, Received& received) {
    received.screen = asking.screen->id;
    received.is_first_twin = !asking.screen->twins.has_value();
    note_boot(store, asking.screen->id, asking.report.report, arrival);
    store.query("UPDATE screens SET twins = coalesce(twins, ?) WHERE id = ?")
        .with(arrival.now, asking.screen->id)
        .run();
}

Result<Received> take(Store& store, const report::SignedReport& report, const Arrival& arrival) {
    const auto asking = ask(store, report, arrival);
    if (!asking) return asking.error();
    Received received;
    received.admission = admit(*asking);
    if (received.admission == Admission::two_machines) note_twin(store, *asking, arrival, received);
    if (received.admission != Admission::accepted && received.admission != Admission::enrolled) {
        received.refusal = answer_of(received.admission, *asking);
        return received;
    }
    auto screen = received.admission == Admission::enrolled ? enrol(store, *asking) : Result<Screen>(*asking->screen);
    if (!screen) return screen.error();
    std::int64_t ahead = clock_ahead(report.report, arrival.now);
    if (!arrival.address && ahead < 0) ahead = 0;  // it was written days ago
    const report::ScreenReport right = corrected(report.report, ahead);
    note_boot(store, screen->id, right, arrival);
    write_screen(store, *screen, right, arrival);
    write_report(store, screen->id, right, ahead);
    note_minute(store, screen->id, right, arrival);
    note_receipts(store, screen->id, right, arrival.now);
    received.screen = screen->id;
    received.answer = answer_to(*screen, report.report.sequence);
    return received;
}

}  // namespace

Result<Received> receive(Store& store, const report::SignedReport& report, const Arrival& arrival) {
    const auto known = find_by_key(store, report.screen);
    if (!known) return known.error();
    const auto durability = known->has_value() ? store::Durability::soon : store::Durability::synced;
    return store.transaction([&] { return take(store, report, arrival); }, durability);
}

Result<Import> import_reports(Store& store, const std::vector<ReportFile>& files, Instant now) {
    Import import;
    std::vector<report::SignedReport> reports;
    for (const ReportFile& file : files) {
        std::string_view rest = file.bytes;
        for (int line = 1; !rest.empty(); ++line) {
            const auto text = content::take_line(rest);
            if (content::trim(text).empty()) continue;
            auto read = report::read_report(text);
            if (read)
                reports.push_back(std::move(*read));
            else
                import.refused.push_back(fmt::format("{}:{}: {}", file.name, line, read.error().message));
        }
    }
    std::ranges::stable_sort(reports, {}, [](const report::SignedReport& one) { return one.report.sequence; });
    const auto kept = store.transaction([&]() -> Status {
        for (const report::SignedReport& one : reports) {
            const auto received = receive(store, one, {std::nullopt, now, 0});
            if (!received) return received.error();
            if (received->admission == Admission::replayed) {
                ++import.known;
            } else if (received->admission == Admission::accepted || received->admission == Admission::enrolled) {
                ++import.accepted;
                import.enrolled += received->admission == Admission::enrolled ? 1 : 0;
            } else {
                import.refused.push_back(
                    fmt::format("screen {}: {}", one.screen.substr(0, 8), received->refusal.message));
            }
        }
        return {};
    });
    if (!kept) return kept.error();
    return import;
}

}  // namespace screens
