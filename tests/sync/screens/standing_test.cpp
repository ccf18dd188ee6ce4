#include "sync/screens/standing.h"

#include <doctest/doctest.h>

#include "tests/sync/screens/screens_desk.h"

using screens::Concern;
using screens::Presence;
using screens::Screen;
using screens_test::Machine;
using screens_test::monday;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

Screen well() {
    Machine machine('a');
    Screen screen;
    screen.id = 1;
    screen.standing = report::Standing::named;
    screen.name = "Foyer M";
    screen.enrolled = monday - minutes(60);
    screen.seen = monday;
    screen.report = machine.next(monday);
    return screen;
}

std::string words(const Screen& screen, content::Instant now) {
    return screens::words_of(screens::standing_of(screen, now), now, "Europe/Vienna");
}

}  // namespace

TEST_CASE("standing: what is said of a screen, in words and in the hub's zone") {
    CHECK(words(well(), monday + seconds(119)) == "Showing, and connected");
    CHECK(words(well(), monday + seconds(121)) == "Silent since 10:00: what it shows is not known");
    CHECK(words(well(), monday + std::chrono::days(1)) == "Silent since 2026-03-16 10:00: what it shows is not known");
    Screen screen = well();
    screen.behind = monday - seconds(30);
    CHECK(words(screen, monday) == "Showing, and connected");  // it is just fetching
    CHECK(words(screen, monday + seconds(31)) == "Showing its saved copy since 09:59");
    screen.dark = monday - minutes(5);
    CHECK(words(screen, monday) == "Connected, but nothing on its glass since 09:55");
    screen.dark = screen.enrolled;
    CHECK(words(screen, monday) == "Not hung yet");
    screen = well();
    screen.report.reset();
    CHECK(words(screen, monday) == "Not hung yet");
}

TEST_CASE("standing: what needs attention is said, the gravest first") {
    CHECK(screens::concerns_of(well(), monday).empty());
    Screen screen = well();
    screen.twins = monday;
    screen.clock_ahead = -300;
    screen.report->disk_free = 1'000'000;
    screen.report->quarantine = "story:one";
    screen.report->glass->panel = content::PanelPower::off;
    screen.behind = monday - minutes(5);
    screen.report->failure = "depot.example.org does not answer";
    CHECK(screens::concerns_of(screen, monday) == std::vector<Concern>{Concern::two_machines, Concern::quarantine,
                                                                       Concern::panel_off, Concern::saved_copy,
                                                                       Concern::disk, Concern::clock});
    CHECK(screens::words_of(Concern::clock, screen) == "Its clock is 300 s behind.");
    CHECK(screens::words_of(Concern::saved_copy, screen) ==
          "It cannot fetch what is new: depot.example.org does not answer");
    for (const auto& [concern, name] : screens::concern_names)
        CHECK_FALSE(screens::words_of(concern, screen).empty());
    screen.standing = report::Standing::revoked;
    CHECK(screens::concerns_of(screen, monday).empty());
    screen = well();
    screen.standing = report::Standing::waiting;
    CHECK(screens::concerns_of(screen, monday + minutes(60)).empty());
}

TEST_CASE("standing: another picture than it should show is a concern once it lasts") {
    Screen screen = well();
    screen.picture = screens::Picture{screens::PictureState::differs, screens::Why::nothing, "", 0, 0, monday, monday};
    CHECK(screens::concerns_of(screen, monday + seconds(90)).empty());
    CHECK(screens::concerns_of(screen, monday + seconds(91)) == std::vector<Concern>{Concern::other_picture});
    screen.picture->state = screens::PictureState::unknown;
    CHECK(screens::concerns_of(screen, monday + seconds(91)).empty());
}

TEST_CASE("standing: a screen that is dark outside its opening hours is well, and has no concern") {
    Screen screen = well();
    screen.report->glass->scene = "closed";
    screen.report->glass->panel = content::PanelPower::off;
    CHECK(words(screen, monday) == "Closed until it opens");
    CHECK(screens::concerns_of(screen, monday).empty());
    screen.behind = monday - minutes(5);
    CHECK(words(screen, monday) == "Closed until it opens");
    CHECK(screens::concerns_of(screen, monday) == std::vector<Concern>{Concern::saved_copy});
    screen.report->glass->scene = "clock";
    screen.behind.reset();
    CHECK(screens::concerns_of(screen, monday) == std::vector<Concern>{Concern::panel_off});
    screen.report->glass->scene = "closed";
    CHECK(words(screen, monday + minutes(5)).starts_with("Silent"));
}

TEST_CASE("standing: those that need attention come first, then those without a name, then the others as they were") {
    std::vector<Screen> all(5, well());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].id = static_cast<std::int64_t>(i);
    all[1].standing = report::Standing::waiting;
    all[2].clock_ahead = 500;
    all[4].seen = monday - minutes(9);
    screens::put_in_order(all, monday);
    std::vector<std::int64_t> order;
    for (const Screen& screen : all)
        order.push_back(screen.id);
    CHECK(order == std::vector<std::int64_t>{4, 2, 1, 0, 3});
}
