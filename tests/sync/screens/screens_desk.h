#pragma once

#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <string>

#include "content/depot/keys.h"
#include "sync/report/screen_report.h"
#include "sync/screens/receive.h"
#include "sync/screens/registry.h"
#include "sync/screens/screens_schema.h"
#include "sync/screens/ticket.h"
#include "sync/store/store.h"
#include "tests/support/temporary_folder.h"

/// A hub's database and screens that report to it: time passes only when a test says so.
namespace screens_test {

inline constexpr content::Instant monday{std::chrono::seconds(1'773'651'600)};  // 2026-03-16T09:00:00Z

/// One machine: its key, and the program's run.
struct Machine {
    explicit Machine(char letter, std::string boot_id = "boot-1")
        : key(content::SigningKey::from_seed(std::string(32, letter))), boot(std::move(boot_id)) {}
    content::SigningKey key;
    std::string boot;
    std::int64_t sequence = 0;

    /// What it says next: release 3 on its glass, all well.
    [[nodiscard]] report::ScreenReport next(content::Instant at) {
        report::ScreenReport report;
        report.sequence = ++sequence;
        report.boot = boot;
        report.at = at;
        report.clock = report::ClockWorth::synchronised;
        report.release = 3;
        report.model = "Model X";
        content::Glass glass;
        glass.release = 3;
        glass.scene = "story:welcome";
        glass.language = "en";
        glass.since = at;
        glass.width = 1920;
        glass.height = 1080;
        report.glass = glass;
        return report;
    }
};

class Desk {
public:
    Desk() { reopen(); }
    void reopen() {
        static const std::array parts = {screens::schema()};
        database.reset();
        auto opened = store::Store::open(folder / "hub.db", parts, store::Opening::create);
        if (!opened) FAIL(opened.error().message);
        database = std::move(*opened);
    }
    [[nodiscard]] store::Store& store() { return *database; }

    /// As if it had come over the network.
    screens::Received hear(const Machine& machine, const report::ScreenReport& said,
                           const std::optional<std::string>& address = "10.0.0.7") {
        const auto read = report::read_report(report::sign_report(said, machine.key));
        if (!read) FAIL(read.error().message);
        auto received = screens::receive(store(), *read, {address, now, 3});
        if (!received) FAIL(received.error().message);
        return *received;
    }
    screens::Received hear(Machine& machine) { return hear(machine, machine.next(now)); }

    [[nodiscard]] std::string ticket(std::int64_t count = 1, const std::string& network = "any") {
        const auto made = screens::make_ticket(store(), {count, now + std::chrono::days(5), network}, now);
        if (!made) FAIL(made.error().message);
        return *made;
    }
    /// A screen that is enrolled and has a name; its number.
    std::int64_t hang(Machine& machine, const std::string& name, const std::string& place = "") {
        auto first = machine.next(now);
        first.ticket = ticket();
        const auto received = hear(machine, first);
        REQUIRE(received.admission == screens::Admission::enrolled);
        const auto named = screens::name_screen(store(), received.screen, {name, place, {}}, now);
        if (!named) FAIL(named.error().message);
        return received.screen;
    }
    [[nodiscard]] screens::Screen screen(std::int64_t id) {
        auto found = screens::find_screen(store(), id);
        if (!found) FAIL(found.error().message);
        return *found;
    }

    TemporaryFolder folder{};
    std::unique_ptr<store::Store> database{};
    content::Instant now = monday;
};

}  // namespace screens_test
