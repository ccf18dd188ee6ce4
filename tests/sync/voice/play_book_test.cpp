#include "sync/voice/play_book.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "content/base/files.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace syncing;
using std::chrono::hours;
using std::chrono::seconds;

const Instant morning = std::chrono::sys_days(std::chrono::year(2024) / 1 / 18) + hours(9);

/// Looks at a glass each half second, as the agent does.
class Watcher {
public:
    void show(const std::string& scene, int for_seconds, std::int64_t release = 42) {
        content::Glass glass;
        glass.scene = scene;
        glass.release = release;
        glass.since = std::chrono::floor<seconds>(now);
        look(&glass, for_seconds);
    }
    void look(const content::Glass* glass, int for_seconds) {
        for (int i = 0; i < for_seconds * 2; ++i) {
            book.see(glass, std::chrono::floor<seconds>(now), steady);
            steady += milliseconds(500);
            now += milliseconds(500);
        }
    }
    [[nodiscard]] std::int64_t seconds_of(const std::string& kind, const std::string& id) const {
        std::int64_t sum = 0;
        for (std::size_t part = 0;; ++part) {
            const auto untold = book.untold(part);
            if (untold.played.empty()) return sum;
            for (const auto& one : untold.played) {
                if (one.kind == kind && one.id == id) sum += one.seconds;
            }
        }
    }

    PlayBook book;
    std::chrono::sys_time<milliseconds> now = morning;
    Steady steady{50'000};
};

}  // namespace

TEST_CASE("play book: what no panel gets was not played") {
    Watcher watcher;
    watcher.show("highlight:asean", 10);
    content::Glass glass;
    glass.scene = "highlight:asean";
    glass.panel = content::PanelPower::off;
    watcher.look(&glass, 60);
    watcher.show("highlight:asean", 10);
    watcher.show("clock", 10);
    const auto played = watcher.seconds_of("highlight", "asean");
    CHECK(played <= 20);
    CHECK(played >= 19);  // half a second before the panel was seen to be off
}

TEST_CASE("play book: seconds of each item and day, and when each was there first") {
    Watcher watcher;
    for (int round = 0; round < 3; ++round) {
        watcher.show("notice:opening-moved", 10);
        watcher.show("programme:week:1", 20);
        watcher.show("event:uid:with:colons", 15);
    }
    watcher.show("clock", 1);
    CHECK(watcher.seconds_of("notice", "opening-moved") == 30);
    CHECK(watcher.seconds_of("programme", "") == 60);
    CHECK(watcher.seconds_of("event", "uid:with:colons") == 45);
    const auto untold = watcher.book.untold();
    REQUIRE(untold.first_seen.size() == 4);
    CHECK(untold.first_seen[0] == report::Sighting{"notice", "opening-moved", 42, morning});
    CHECK(untold.first_seen[2] == report::Sighting{"event", "uid:with:colons", 42, morning + seconds(30)});
    for (const auto& played : untold.played) {
        CHECK(played.first >= morning);
        CHECK(played.last <= morning + seconds(136));
        CHECK(played.day == content::Date(std::chrono::year(2024) / 1 / 18));
    }
}

TEST_CASE("play book: an item counts as new once in each release") {
    Watcher watcher;
    watcher.show("highlight:a", 5, 42);
    watcher.show("highlight:b", 5, 42);
    watcher.show("highlight:a", 5, 42);
    watcher.show("highlight:a", 5, 43);
    std::vector<std::int64_t> releases;
    for (const auto& one : watcher.book.untold().first_seen)
        releases.push_back(one.release);
    CHECK(releases == std::vector<std::int64_t>{42, 42, 43});
}

TEST_CASE("play book: while somebody uses the screen, or nobody knows what shows, nothing counts") {
    Watcher watcher;
    watcher.show("highlight:a", 10);
    content::Glass visited;
    visited.has_visit = true;
    watcher.look(&visited, 300);
    watcher.look(nullptr, 300);
    watcher.show("highlight:a", 10);
    watcher.show("clock", 1);
    CHECK(watcher.seconds_of("highlight", "a") <= 20);
    CHECK(watcher.seconds_of("highlight", "a") >= 19);
    CHECK(watcher.book.untold().first_seen.size() == 2);
}

TEST_CASE("play book: a pause of the one who looks is not counted as shown") {
    Watcher watcher;
    watcher.show("highlight:a", 10);
    watcher.steady += hours(2);
    watcher.now += hours(2);
    watcher.show("highlight:a", 10);
    watcher.show("clock", 1);
    CHECK(watcher.seconds_of("highlight", "a") <= 21);
}

TEST_CASE("play book: midnight divides days") {
    Watcher watcher;
    watcher.now = morning + hours(15) - seconds(30);
    watcher.show("highlight:a", 60);
    watcher.show("clock", 1);
    const auto untold = watcher.book.untold();
    REQUIRE(untold.played.size() == 2);
    CHECK(untold.played[0].day != untold.played[1].day);
    CHECK(untold.played[0].seconds + untold.played[1].seconds >= 58);
}

TEST_CASE("play book: what a hub has received is not told again, until it has grown") {
    Watcher watcher;
    watcher.show("highlight:a", 10);
    watcher.show("highlight:b", 10);
    auto told = watcher.book.untold();
    REQUIRE(told.played.size() == 1);  // the other one is on the glass, and grows
    watcher.book.received(told);
    CHECK(watcher.book.untold().first_seen.empty());
    CHECK(watcher.book.untold().played.empty());
    watcher.show("highlight:b", 60);
    REQUIRE(watcher.book.untold().played.size() == 1);
    CHECK(watcher.book.untold().played[0].seconds >= 60);
    watcher.show("highlight:a", 10);
    watcher.show("clock", 1);
    CHECK(watcher.seconds_of("highlight", "a") == 20);
}

TEST_CASE("play book: what was told while it grew is told with the rest later") {
    Watcher watcher;
    watcher.show("highlight:a", 70);
    const auto told = watcher.book.untold();
    REQUIRE(told.played.size() == 1);
    watcher.show("highlight:a", 30);
    watcher.book.received(told);
    watcher.show("clock", 1);
    const auto rest = watcher.book.untold();
    REQUIRE(rest.played.size() == 1);
    CHECK(rest.played[0].seconds == 100);
}

TEST_CASE("play book: all that waits for a hub comes in parts that fit, once each") {
    Watcher watcher;
    for (int i = 0; i < 100; ++i)
        watcher.show("highlight:story-" + std::to_string(i), 2);
    watcher.show("clock", 1);
    std::set<std::string> ids;
    std::size_t played = 0;
    for (std::size_t part = 0; part < 20; ++part) {
        const auto untold = watcher.book.untold(part);
        CHECK(untold.first_seen.size() <= report::max_sightings);
        CHECK(untold.played.size() <= report::max_played);
        for (const auto& one : untold.first_seen)
            CHECK(ids.insert(one.kind + one.id).second);
        played += untold.played.size();
    }
    CHECK(ids.size() == 101);
    CHECK(played == 100);
}

TEST_CASE("play book: a file brings all back; rubbish, a link and a huge one bring nothing") {
    const TemporaryFolder folder;
    const auto file = folder / "played.json";
    Watcher watcher;
    watcher.show("highlight:a", 10);
    watcher.show("notice:\"b\" \\ c", 10);
    watcher.show("clock", 1);
    CHECK(watcher.book.has_changed());
    REQUIRE(watcher.book.save(file));
    Watcher next;
    next.book = PlayBook::load(file);
    CHECK(next.book.untold().first_seen == watcher.book.untold().first_seen);
    CHECK(next.seconds_of("highlight", "a") == 10);
    next.now += hours(1);
    next.show("highlight:a", 5);
    next.show("clock", 1);
    CHECK(next.seconds_of("highlight", "a") == 15);
    CHECK(next.book.untold().first_seen.size() == 3);  // not new to this release

    for (const char* rubbish :
         {"", "{}", "[1,2]", R"({"release":1,"seen":["a"],"first_seen":[{}],"played":[]})",
          R"({"release":1,"seen":[],"first_seen":[],"played":[{"kind":"a","id":"","day":"x"}]})"}) {
        folder.write("rubbish", rubbish);
        CHECK(PlayBook::load(folder / "rubbish").untold().first_seen.empty());
        CHECK(PlayBook::load(folder / "rubbish").untold().played.empty());
    }
    std::filesystem::create_directory(folder / "folder");
    CHECK(PlayBook::load(folder / "folder").untold().played.empty());
    folder.write("huge", std::string(2'000'000, ' '));
    CHECK(PlayBook::load(folder / "huge").untold().played.empty());
}

TEST_CASE("play book: a year without a hub stays within its bounds, and the newest days are kept") {
    const TemporaryFolder folder;
    Watcher watcher;
    for (int day = 0; day < 100; ++day) {
        for (int i = 0; i < 40; ++i)
            watcher.show("highlight:an-id-of-the-usual-length-" + std::to_string(i), 2, day);
        watcher.now += hours(23);
        watcher.steady += hours(23);
    }
    watcher.show("clock", 1, 99);
    REQUIRE(watcher.book.save(folder / "played.json"));
    const auto size = std::filesystem::file_size(folder / "played.json");
    CHECK(size < 400'000);
    MESSAGE("the file has " << size << " bytes");
    std::size_t rows = 0;
    content::Date newest{};
    for (std::size_t part = 0; part < 100; ++part) {
        for (const auto& one : watcher.book.untold(part).played) {
            ++rows;
            newest = std::max(newest, one.day);
        }
    }
    CHECK(rows <= 1000);
    CHECK(rows > 900);
    CHECK(newest >= content::add_days(content::Date(std::chrono::year(2024) / 1 / 18), 95));
    CHECK(PlayBook::load(folder / "played.json").untold().played.size() == report::max_played);
}
