#include "sync/screens/glass_pictures.h"

#include <doctest/doctest.h>

#include "sync/report/device_key.h"
#include "sync/screens/receipts.h"
#include "sync/screens/retention.h"
#include "tests/sync/screens/screens_desk.h"

using content::Code;
using content::PictureAnswer;
using screens_test::Desk;
using screens_test::Machine;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

report::SignedPicture picture_of(const Machine& machine, const std::string& wish, PictureAnswer state) {
    const bool is_taken = state == PictureAnswer::taken;
    return {report::screen_of(machine.key),
            {wish, state, screens_test::monday, is_taken ? "clock" : "", is_taken ? "\x89PNG\r\n\x1a\n" : ""}};
}

std::string code_of(Desk& desk, const report::SignedPicture& picture) {
    const auto refused = screens::take_glass(desk.store(), picture, desk.now);
    REQUIRE(refused);
    return *refused ? (*refused)->code : "taken";
}

}  // namespace

TEST_CASE("pictures: a screen with a name is asked until it answers, its answer counts once and is there for a day") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M");
    CHECK_FALSE(*screens::glass_wish(desk.store(), id, desk.now));
    CHECK_FALSE(*screens::glass_of(desk.store(), id, desk.now));
    REQUIRE(screens::ask_glass(desk.store(), id, desk.now));
    const auto wish = *screens::glass_wish(desk.store(), id, desk.now);
    REQUIRE(wish);
    CHECK(content::is_picture_wish(*wish));
    CHECK_FALSE((*screens::glass_of(desk.store(), id, desk.now))->came);
    CHECK(code_of(desk, picture_of(machine, std::string(32, '0'), PictureAnswer::taken)) == "no-such-wish");
    desk.now += minutes(1);
    CHECK(code_of(desk, picture_of(machine, *wish, PictureAnswer::taken)) == "taken");
    CHECK(code_of(desk, picture_of(machine, *wish, PictureAnswer::in_use)) == "no-such-wish");
    CHECK_FALSE(*screens::glass_wish(desk.store(), id, desk.now));
    const auto picture = **screens::glass_of(desk.store(), id, desk.now);
    CHECK(picture.came == desk.now);
    CHECK(picture.scene == "clock");
    CHECK(picture.png.starts_with("\x89PNG"));
    desk.now += hours(24);
    CHECK_FALSE(*screens::glass_of(desk.store(), id, desk.now));
    REQUIRE(screens::forget_old(desk.store(), desk.now));
    desk.now -= hours(24);
    CHECK_FALSE(*screens::glass_of(desk.store(), id, desk.now));  // it is not there at all
}

TEST_CASE("pictures: a new wish takes the place of the old one, and a screen that is silent is not asked for ever") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M");
    REQUIRE(screens::ask_glass(desk.store(), id, desk.now));
    const auto first = **screens::glass_wish(desk.store(), id, desk.now);
    CHECK(code_of(desk, picture_of(machine, first, PictureAnswer::in_use)) == "taken");
    CHECK((*screens::glass_of(desk.store(), id, desk.now))->state == PictureAnswer::in_use);
    CHECK((*screens::glass_of(desk.store(), id, desk.now))->png.empty());
    REQUIRE(screens::ask_glass(desk.store(), id, desk.now));
    CHECK(**screens::glass_wish(desk.store(), id, desk.now) != first);
    CHECK(code_of(desk, picture_of(machine, first, PictureAnswer::taken)) == "no-such-wish");
    desk.now += minutes(10);
    CHECK_FALSE(*screens::glass_wish(desk.store(), id, desk.now));
}

TEST_CASE("pictures: of a stranger, another screen or one that is revoked none is taken, nor one that waits asked") {
    Desk desk;
    Machine machine('a');
    Machine other('b');
    Machine stranger('c');
    Machine waiting('d');
    const auto id = desk.hang(machine, "Foyer M");
    desk.hang(other, "Foyer N");
    auto first = waiting.next(desk.now);
    first.ticket = desk.ticket();
    const auto nameless = desk.hear(waiting, first).screen;
    CHECK(screens::ask_glass(desk.store(), nameless, desk.now).error().code == Code::bad_input);
    CHECK(screens::ask_glass(desk.store(), 99, desk.now).error().code == Code::not_found);
    REQUIRE(screens::ask_glass(desk.store(), id, desk.now));
    const auto wish = **screens::glass_wish(desk.store(), id, desk.now);
    CHECK(code_of(desk, picture_of(stranger, wish, PictureAnswer::taken)) == "unknown-screen");
    CHECK(code_of(desk, picture_of(other, wish, PictureAnswer::taken)) == "no-such-wish");
    REQUIRE(screens::revoke_screen(desk.store(), id, desk.now));
    CHECK(code_of(desk, picture_of(machine, wish, PictureAnswer::taken)) == "revoked");
}

TEST_CASE("touches: each hour is the most that was said of it, as CSV, and is forgotten as what was played is") {
    Desk desk;
    Machine machine('a');
    desk.hang(machine, "Foyer, M", "door");
    const auto hour = std::chrono::floor<hours>(desk.now);
    auto said = machine.next(desk.now);
    said.touches = {{hour - hours(1), 40}, {hour - hours(24 * 900), 50}, {hour + hours(72), 60}};
    desk.hear(machine, said);
    said = machine.next(desk.now);
    said.touches = {{hour - hours(1), 30}};
    desk.hear(machine, said);
    const auto csv = [&] {
        std::string text;
        const content::Date today(std::chrono::floor<std::chrono::days>(screens_test::monday));
        REQUIRE(screens::write_touches(desk.store(), {content::add_days(today, -2000), content::add_days(today, 9)}, 0,
                                       [&](std::string_view line) { text += line; }));
        return text;
    };
    CHECK(csv() ==
          "screen,name,place,hour,touches\r\n1,\"Foyer, M\",door," + content::to_iso(hour - hours(1)) + ",40\r\n");
    desk.now += hours(24 * 500);
    REQUIRE(screens::forget_old(desk.store(), desk.now));
    CHECK(csv() == "screen,name,place,hour,touches\r\n");
}
