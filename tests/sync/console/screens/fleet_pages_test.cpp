#include "sync/console/screens/fleet_pages.h"

#include <doctest/doctest.h>

#include "sync/console/screens/picture_parts.h"
#include "sync/console/screens/screen_page.h"
#include "tests/sync/console/pages_fixture.h"

using console_test::check_inert;
using console_test::check_page;
using console_test::evil;
using console_test::monday;
using console_test::viewer;
using namespace std::chrono_literals;

namespace {

using screens::Screen;

/// One that shows release 3, with `word` wherever somebody can write one.
Screen screen(std::int64_t id, const std::string& word) {
    Screen one;
    one.id = id;
    one.key = std::string(64, 'a');
    one.standing = report::Standing::named;
    one.name = word;
    one.place = word;
    one.groups = {word, "Foyers"};
    one.enrolled = monday - 24h;
    one.seen = monday - 10s;
    report::ScreenReport said;
    said.release = 3;
    said.verified_ms = 12;
    said.version = word;
    said.model = word;
    said.machine = word;
    said.quarantine = word;
    said.failure = word;
    said.disk_free = 5'000'000;
    content::Glass glass;
    glass.release = 3;
    glass.scene = word + ":x";
    glass.language = "ar";
    glass.width = 1920;
    glass.height = 1080;
    glass.panel = content::PanelPower::off;
    said.glass = glass;
    one.report = said;
    return one;
}

Screen waiting(std::int64_t id) {
    Screen one = screen(id, "story");
    one.standing = report::Standing::waiting;
    one.name.clear();
    one.nonce = std::string(32, '1');
    return one;
}

/// Each state and each concern there is.
std::vector<Screen> fleet() {
    std::vector<Screen> all;
    for (int i = 0; i < 6; ++i)
        all.push_back(screen(i, "Foyer " + std::to_string(i)));
    all[0].report->machine = all[0].report->quarantine = "";
    all[0].report->glass->panel = content::PanelPower::on;
    all[0].report->disk_free = 0;
    all[1].seen = monday - 48h;
    all[1].twins = monday;
    all[2].dark = monday - 1h;
    all[3].behind = monday - 1h;
    all[3].clock_ahead = 3600;
    all[4].report.reset();
    all[5].report->glass->has_visit = true;
    all.push_back(screen(6, "Foyer 6"));
    all[6].report->glass->scene = "closed";
    all.push_back(waiting(7));
    for (const auto& [why, name] : screens::why_names) {
        all.push_back(screen(static_cast<std::int64_t>(all.size()), "Foyer"));
        all.back().picture = screens::Picture{screens::PictureState::unknown, why, std::string(64, 'd'), 1080, 1920};
    }
    all[0].picture =
        screens::Picture{screens::PictureState::same, screens::Why::nothing, std::string(64, 'c'), 1920, 1080};
    all[1].picture = screens::Picture{screens::PictureState::differs, screens::Why::nothing, "", 0, 0};
    return all;
}

}  // namespace

TEST_CASE("fleet pages: every page says all its words in each language, in every state of a screen") {
    for (const content::Language language : console::console_languages) {
        const auto us = viewer(language);
        check_page(console::fleet_page(us, {fleet(), 4, {}, true, "screen.gone"}));
        check_page(console::fleet_page(us, {fleet(), 3, {true, ""}, false, ""}));
        check_page(console::fleet_page(us, {fleet(), {}, {false, "nowhere"}, false, ""}));
        check_page(console::fleet_page(us, {{}, {}, {}, false, ""}));
        check_page(console::print_page(us, fleet(), "https://hub.test/"));
        check_page(console::print_page(us, {}, "https://hub.test/"));
        check_page(console::pair_page(us, {{waiting(1)}, monday + 10min, "pair.bad-minutes"}));
        check_page(console::pair_page(us, {{}, {}, "error.not_allowed"}));
        for (const Screen& one : fleet()) {
            console::ScreenPage page;
            page.screen = one;
            page.release = 4;
            page.replaceable = {screen(9, "Old")};
            page.places = {"M", "C"};
            page.last_day = "ssssc-od";
            page.may_name = page.may_revoke = true;
            page.said = "screen.saved";
            check_page(console::screen_page(us, page));
        }
    }
}

TEST_CASE("fleet pages: markup in any field of a screen is words and nothing else") {
    const Screen hostile = screen(1, evil);
    check_inert(console::fleet_page(viewer(), {{hostile}, 4, {false, evil}, true, ""}));
    check_inert(console::print_page(viewer(), {hostile}, "https://hub.test/"));
    console::ScreenPage page;
    page.screen = hostile;
    page.replaceable = {hostile};
    page.places = {evil};
    page.may_name = page.may_revoke = true;
    page.typed = screens::Naming{evil, evil, {evil}};
    page.settings = evil;
    page.failure = page.settings_failure = content::Error{content::Code::bad_input, evil};
    check_inert(console::screen_page(viewer(), page));
    page.screen = waiting(2);
    page.screen.report->model = evil;
    check_inert(console::screen_page(viewer(), page));
    check_inert(console::pair_page(viewer(), {{page.screen}, {}, ""}));
}

TEST_CASE("fleet pages: the list is the part that a script keeps up to date, and whole without one") {
    const std::string page = console::fleet_page(viewer(), {fleet(), 4, {}, true, ""});
    CHECK(page.find("data-live=\"\"") != std::string::npos);
    CHECK(page.find("data-said=\"\"") != std::string::npos);
    CHECK(page.find("<script src=\"/console/console.") != std::string::npos);
    for (int i = 0; i < 7; ++i)
        CHECK(page.find("href=\"/screens/" + std::to_string(i) + "\"") != std::string::npos);
}

TEST_CASE("fleet pages: a card has the picture that the hub drew, in its shape, and says whether it is what is shown") {
    const std::string page = console::fleet_page(viewer(), {fleet(), 4, {}, false, ""});
    CHECK(page.find("src=\"/screens/pictures/" + std::string(64, 'c') + "\"") != std::string::npos);
    CHECK(page.find("width=\"480\" height=\"270\"") != std::string::npos);
    CHECK(page.find("width=\"480\" height=\"853\"") != std::string::npos);
    CHECK(page.find("Exactly this, pixel by pixel") != std::string::npos);
    CHECK(page.find("It shows something else than this") != std::string::npos);
    CHECK(page.find("alt=\"Picture of what it shows: ") != std::string::npos);
}

TEST_CASE("fleet pages: what comes next has the second of each turn, and titles are words and nothing else") {
    const console::ComingTurn turn{monday + 20s, "highlight:forum", "ar", evil};
    for (const content::Language language : console::console_languages) {
        const auto us = viewer(language);
        check_page(console::turns_page(us, {screen(1, "Foyer"), std::vector{turn}}));
        check_page(console::turns_page(us, {waiting(2), std::vector<console::ComingTurn>{}}));
        check_page(console::turns_page(us, {screen(1, "Foyer"), std::nullopt}));
    }
    const std::string page = console::turns_page(viewer(), {screen(1, evil), std::vector{turn}});
    check_inert(page);
    CHECK(page.find(viewer().words->second(monday + 20s, viewer().zone)) != std::string::npos);
    CHECK(page.find("lang=\"ar\"") != std::string::npos);
}

TEST_CASE("fleet: of a thousand screens a page shows sixty, those in trouble first, and the way to the others") {
    console::FleetPage many;
    for (int id = 1; id <= 1000; ++id) {
        many.screens.push_back(waiting(id));
        many.screens.back().place = id <= 70 ? "M & N" : "C";
    }
    const auto cards = [](const std::string& page) {
        std::size_t count = 0;
        for (std::size_t at = page.find("data-key"); at != std::string::npos; at = page.find("data-key", at + 1))
            ++count;
        return count;
    };
    const std::string first = console::fleet_page(viewer(), many);
    CHECK(cards(first) == 60);
    CHECK(first.find("Page 1 of 17") != std::string::npos);
    CHECK(first.find("href=\"/screens?page=2\"") != std::string::npos);
    CHECK(first.find("Previous") == std::string::npos);
    CHECK(first.size() < 150'000);
    many.choice = {false, "M & N", 2};
    const std::string second = console::fleet_page(viewer(content::Language::fr), many);
    CHECK(cards(second) == 10);
    CHECK(second.find("href=\"/screens?in=M%20%26%20N&amp;page=1\"") != std::string::npos);
    CHECK(second.find("Suivante") == std::string::npos);
    many.choice = {false, "", 99};
    CHECK(cards(console::fleet_page(viewer(), many)) == 40);
    check_page(second);
}
