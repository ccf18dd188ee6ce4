#include "sync/screens/picture.h"

#include "tests/sync/screens/screens_desk.h"

using screens::Picture;
using screens::PictureState;
using screens::Why;
using screens_test::Desk;
using screens_test::Machine;

namespace {

Picture picture_at(PictureState state, content::Instant at, const std::string& drawn = "") {
    return {state, state == PictureState::unknown ? Why::in_use : Why::nothing, drawn, 1920, 1080, at, at};
}

}  // namespace

TEST_CASE("picture: what was found out last is kept with the screen, and since when it has been so") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M");
    CHECK_FALSE(desk.screen(id).picture);
    const std::string drawn(64, 'd');
    REQUIRE(screens::note_picture(desk.store(), id, picture_at(PictureState::differs, desk.now, drawn)));
    CHECK(desk.screen(id).picture == picture_at(PictureState::differs, desk.now, drawn));
    const auto later = desk.now + std::chrono::minutes(1);
    REQUIRE(screens::note_picture(desk.store(), id, picture_at(PictureState::differs, later, drawn)));
    CHECK(desk.screen(id).picture->since == desk.now);
    CHECK(desk.screen(id).picture->checked == later);
    REQUIRE(screens::note_picture(desk.store(), id, picture_at(PictureState::unknown, later)));
    CHECK(desk.screen(id).picture == picture_at(PictureState::unknown, later));
    CHECK(desk.screen(id).report);
    CHECK(screens::note_picture(desk.store(), 99, picture_at(PictureState::same, later)).error().code ==
          content::Code::not_found);
}

TEST_CASE("picture: the hash of a screen's settings comes with its report") {
    Desk desk;
    Machine machine('a');
    const auto id = desk.hang(machine, "Foyer M");
    auto report = machine.next(desk.now);
    report.glass->look = std::string(64, 'e');
    static_cast<void>(desk.hear(machine, report));
    CHECK(desk.screen(id).report->glass->look == std::string(64, 'e'));
    static_cast<void>(desk.hear(machine));  // one of an older version
    CHECK(desk.screen(id).report->glass->look.empty());
}
