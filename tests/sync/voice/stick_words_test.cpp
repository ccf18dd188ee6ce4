#include "sync/voice/stick_words.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "content/base/files.h"
#include "sync/report/device_key.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using namespace syncing;

/// A screen that leaves reports on a stick.
class StickScreen {
public:
    StickScreen() { fs::create_directory(stick()); }
    [[nodiscard]] fs::path stick() const { return folder / "stick"; }
    [[nodiscard]] content::Result<std::size_t> leave() {
        SequenceBook sequence(folder.path());
        report::ScreenReport report;
        report.boot = "boot";
        report.release = 42;
        return leave_reports(stick(), key, sequence, plays, report);
    }
    void play(int items) {
        content::Glass glass;
        glass.release = 42;
        milliseconds steady{0};
        for (int i = 0; i < items; ++i) {
            glass.scene = "highlight:story-" + std::to_string(i);
            for (int k = 0; k < 3; ++k, steady += std::chrono::seconds(1))
                plays.see(&glass, content::Instant(std::chrono::hours(400'000)), steady);
        }
        plays.see(nullptr, {}, steady);
    }
    /// As a hub reads them: by name.
    [[nodiscard]] std::vector<report::SignedReport> read() const {
        auto names = content::list_files(stick() / "reports", 1000);
        REQUIRE(names);
        std::ranges::sort(*names);
        std::vector<report::SignedReport> all;
        for (const std::string& name : *names) {
            const auto bytes = content::read_file(stick() / "reports" / name, report::max_report);
            REQUIRE(bytes);
            auto read = report::read_report(*bytes);
            REQUIRE(read);
            all.push_back(std::move(*read));
        }
        return all;
    }
    [[nodiscard]] std::string name() const { return std::string(report::short_name(report::screen_of(key))); }

    TemporaryFolder folder;
    content::SigningKey key = content::SigningKey::from_seed(std::string(32, 'k'));
    PlayBook plays;
};

}  // namespace

TEST_CASE("stick: a signed report is left under the screen's short name, and the next one replaces it") {
    StickScreen screen;
    REQUIRE(screen.leave());
    auto all = screen.read();
    REQUIRE(all.size() == 1);
    CHECK(fs::exists(screen.stick() / "reports" / (screen.name() + ".json")));
    CHECK(all[0].screen == report::screen_of(screen.key));
    CHECK(all[0].report.release == 42);
    const std::int64_t before = all[0].report.sequence;
    REQUIRE(screen.leave());
    all = screen.read();
    REQUIRE(all.size() == 1);
    CHECK(all[0].report.sequence > before);
}

TEST_CASE("stick: days without a hub take several reports, whose numbers rise in the order of their names") {
    StickScreen screen;
    screen.play(100);
    const auto left = screen.leave();
    REQUIRE(left);
    CHECK(*left == 7);
    const auto all = screen.read();
    REQUIRE(all.size() == 7);
    std::size_t played = 0;
    std::int64_t last = 0;
    for (const auto& one : all) {
        CHECK(one.report.sequence > last);
        last = one.report.sequence;
        played += one.report.played.size();
    }
    CHECK(played == 100);
}

TEST_CASE("stick: what lies there under our names is neither followed nor opened") {
    StickScreen screen;
    screen.folder.write("precious", "precious");
    const fs::path reports = screen.stick() / "reports";
    fs::create_directory_symlink(screen.folder.path(), reports);
    CHECK_FALSE(screen.leave());
    fs::remove(reports);
    fs::create_directory(reports);
    fs::create_symlink(screen.folder / "precious", reports / (screen.name() + ".json"));
    fs::create_symlink(screen.folder / "precious", reports / ("." + screen.name() + ".json.tmp"));
    REQUIRE(screen.leave());
    CHECK(*content::read_file(screen.folder / "precious", 100) == "precious");
    CHECK_FALSE(fs::is_symlink(reports / (screen.name() + ".json")));
    fs::remove_all(reports);
    REQUIRE(::mkfifo(reports.c_str(), 0600) == 0);
    CHECK_FALSE(screen.leave());
    fs::remove(reports);
    screen.folder.write("stick/reports", "a file");
    CHECK_FALSE(screen.leave());
    fs::remove_all(screen.stick());
    CHECK_FALSE(screen.leave());
}

TEST_CASE("stick: a ticket is taken along, kept for this program alone, and counts before the machine's own") {
    const StickScreen screen;
    const std::string ticket(64, 'a');
    const std::string own(64, 'b');
    const fs::path trust = screen.folder.path();
    screen.folder.write("rotunda-ticket", own + "\r\n");
    CHECK(ticket_of_screen(trust, screen.folder / "rotunda-ticket") == own);
    CHECK(ticket_of_screen(trust, {}).empty());
    REQUIRE(take_ticket(screen.stick(), trust));  // there is none
    CHECK(ticket_of_screen(trust, screen.folder / "rotunda-ticket") == own);
    screen.folder.write("stick/rotunda-ticket", "  " + ticket + "\n");
    REQUIRE(take_ticket(screen.stick(), trust));
    REQUIRE(take_ticket(screen.stick(), trust));
    CHECK(ticket_of_screen(trust, screen.folder / "rotunda-ticket") == ticket);
    struct stat facts {};
    REQUIRE(::stat((trust / "ticket").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
    screen.folder.write("stick/rotunda-ticket", std::string(64, 'C'));
    REQUIRE(take_ticket(screen.stick(), trust));
    CHECK(ticket_of_screen(trust, {}) == std::string(64, 'c'));
}

TEST_CASE("stick: what is no ticket is none") {
    const TemporaryFolder folder;
    for (const std::string& bytes : {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'g'),
                                     std::string(100'000, 'a'), std::string("a b"), std::string(64, '\0')}) {
        folder.write("ticket", bytes);
        CHECK(read_ticket(folder / "ticket").empty());
    }
    fs::create_symlink("/dev/zero", folder / "endless");
    CHECK(read_ticket(folder / "endless").empty());
    CHECK(read_ticket(folder / "missing").empty());
}
