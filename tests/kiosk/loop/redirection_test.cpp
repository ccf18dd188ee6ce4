#include <doctest/doctest.h>

#include <chrono>

#include "kiosk/loop/schedule.h"

using namespace std::chrono_literals;
using content::Instant;
using content::Language;

namespace {

Instant made_at(const char* time) {
    const auto instant = content::parse_instant(time, "Europe/Vienna");
    REQUIRE(instant);
    return *instant;
}

content::Notice news(const std::string& id, Instant posted) {
    content::Notice made;
    made.id = id;
    made.posted = posted;
    made.texts[Language::en].headline = id;
    return made;
}

}  // namespace

TEST_CASE(
    "showing: at the door of the room that an event has left, its notice stays until it ends, before newer ones") {
    content::Pack pack;
    pack.edition.zone = "Europe/Vienna";
    pack.edition.languages = {Language::en};
    const Instant posted = made_at("2024-03-18T10:40");
    pack.notices.push_back(news("moved", posted));
    pack.notices[0].kind = content::NoticeKind::room_change;
    pack.notices[0].texts[Language::en] = {"A meeting", "", "Room M2", "Plenary", ""};
    pack.notices[0].validity.until = posted + 2h;
    for (int i = 1; i <= 3; ++i)
        pack.notices.push_back(news("n" + std::to_string(i), posted + i * 1min));
    kiosk::Screen door;
    door.door_of = {"Salle M2", "Room M2"};
    CHECK(kiosk::choose_slide(pack, door, posted + 3min).scene.id == "moved");
    for (auto now = posted + 15min; now < posted + 2h; now += 7s) {
        const kiosk::ScheduledSlide showing = kiosk::choose_slide(pack, door, now);
        REQUIRE(showing.scene.kind == kiosk::SceneKind::notice);
        REQUIRE(showing.scene.id == "moved");
        REQUIRE(showing.since <= now);
        REQUIRE(now < showing.until);
    }
    CHECK(kiosk::choose_slide(pack, door, posted + 2h).scene.kind != kiosk::SceneKind::notice);
    CHECK(kiosk::choose_slide(pack, kiosk::Screen(), posted + 15min).scene.kind != kiosk::SceneKind::notice);
    door.door_of = {"Plenary"};
    CHECK(kiosk::choose_slide(pack, door, posted + 15min).scene.kind != kiosk::SceneKind::notice);
    door.door_of = {"Room M2"};
    pack.notices[0].kind = content::NoticeKind::delay;
    CHECK(kiosk::choose_slide(pack, door, posted + 15min).scene.kind != kiosk::SceneKind::notice);
}
