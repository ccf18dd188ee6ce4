#include "kiosk/visit/exit_desk.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>

#include "tests/support/temporary_folder.h"

namespace {

using namespace kiosk;
using content::ExitState;

const content::Instant noon = std::chrono::sys_days(std::chrono::year(2026) / 3 / 14) + std::chrono::hours(12);

/// A screen at a place, of which a hub says that its exit is on the left.
struct Panel {
    explicit Panel(const std::string& place = "M Building") { screen.place = place; }
    /// The display begins anew.
    ExitDesk start(Arrow arrow = Arrow::left) {
        screen.exit.reset();
        return ExitDesk(screen, Exit{arrow, 40, {}}, folder.path());
    }
    Screen screen;
    TemporaryFolder folder;
};

}  // namespace

TEST_CASE("exit: what a hub says counts only once somebody at the panel has confirmed it, and still after a restart") {
    Panel panel;
    ExitDesk desk = panel.start();
    CHECK(desk.state() == ExitState::unconfirmed);
    CHECK_FALSE(panel.screen.exit);
    REQUIRE(desk.answer(true, noon));
    CHECK(desk.state() == ExitState::confirmed);
    CHECK(desk.answered_at() == noon);
    REQUIRE(panel.screen.exit);
    CHECK(panel.screen.exit->distance_m == 40);
    const ExitDesk again = panel.start();
    CHECK(again.state() == ExitState::confirmed);
    CHECK(again.answered_at() == noon);
    CHECK(panel.screen.exit);
}

TEST_CASE("exit: another arrow, or another place, has to be confirmed anew; the former one counts again") {
    Panel panel;
    REQUIRE(panel.start().answer(true, noon));
    const ExitDesk turned = panel.start(Arrow::right);
    CHECK(turned.state() == ExitState::unconfirmed);
    CHECK_FALSE(turned.answered_at());
    CHECK_FALSE(panel.screen.exit);
    panel.screen.place = "C Building";
    CHECK(panel.start().state() == ExitState::unconfirmed);
    CHECK_FALSE(panel.screen.exit);
    panel.screen.place = "M Building";
    CHECK(panel.start().state() == ExitState::confirmed);
    CHECK(panel.screen.exit);
}

TEST_CASE("exit: a no takes an arrow away that was confirmed, and counts where no disk keeps it") {
    Panel panel;
    ExitDesk desk = panel.start();
    REQUIRE(desk.answer(true, std::nullopt));
    CHECK_FALSE(desk.answered_at());
    std::filesystem::remove_all(panel.folder.path());
    CHECK_FALSE(desk.answer(false, noon));
    CHECK(desk.state() == ExitState::denied);
    CHECK_FALSE(panel.screen.exit);
    CHECK_FALSE(desk.answer(true, noon));  // a yes that is lost with the next start would be asked for again, unseen
    CHECK(desk.state() == ExitState::denied);
    CHECK_FALSE(panel.screen.exit);
}

TEST_CASE("exit: a file that is none confirms nothing") {
    Panel panel;
    for (const char* text : {"", "yes", "{\"arrow\":\"sideways\",\"place\":\"M Building\",\"is_there\":true}", "{}"}) {
        CAPTURE(text);
        panel.folder.write("exit.json", text);
        CHECK(panel.start().state() == ExitState::unconfirmed);
        CHECK_FALSE(panel.screen.exit);
    }
}

TEST_CASE("exit: what the screen's own file says needs nobody, and where nothing can be kept nobody is asked") {
    TemporaryFolder folder;
    Screen screen;
    screen.exit = Exit{Arrow::up, 0, {}};
    CHECK(ExitDesk(screen, std::nullopt, folder.path()).state() == ExitState::local);
    CHECK(screen.exit);
    Screen other;
    const ExitDesk nowhere(other, Exit{}, {});
    CHECK_FALSE(nowhere.question());
    CHECK(nowhere.state() == ExitState::none);
    CHECK_FALSE(other.exit);
}
