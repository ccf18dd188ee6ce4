#include <doctest/doctest.h>

#include "kiosk/loop/schedule.h"
#include "tests/support/vienna.h"

using kiosk::DayHours;
using kiosk::OpeningHours;
using sample::vienna;
using sample::vienna_zone;

namespace {

/// Half past seven to eight in the evening, closed at the weekend.
OpeningHours office() {
    OpeningHours hours;
    for (std::size_t day = 0; day < 5; ++day)
        hours.days.at(day) = DayHours{450, 1200};
    return hours;
}

content::Notice emergency(std::string_view from, std::string_view until) {
    content::Notice notice;
    notice.id = "alarm";
    notice.level = content::NoticeLevel::emergency;
    notice.emergency = content::EmergencyTemplate::leave_building;
    notice.posted = vienna(from);
    notice.validity = {vienna(from), vienna(until)};
    return notice;
}

}  // namespace

TEST_CASE("opening hours: outside them nothing is scheduled but an emergency, and notices wait for the morning") {
    content::Pack pack = sample::pack_of({});
    kiosk::Screen screen;
    screen.hours = office();
    const auto night = choose_slide(pack, screen, vienna("2024-01-18T21:00"));
    CHECK(night.scene.kind == kiosk::SceneKind::closed);
    CHECK(night.until <= vienna("2024-01-19T07:30"));
    const auto last = choose_slide(pack, screen, vienna("2024-01-18T20:00") - std::chrono::seconds(1));
    CHECK(last.scene.kind == kiosk::SceneKind::clock);
    CHECK(last.until == vienna("2024-01-18T20:00"));
    CHECK(choose_slide(pack, screen, vienna("2024-01-19T07:30")).scene.kind == kiosk::SceneKind::clock);
    pack.notices = {emergency("2024-01-18T21:10", "2024-01-18T22:00")};
    CHECK(choose_slide(pack, screen, vienna("2024-01-18T21:00")).until == vienna("2024-01-18T21:10"));
    CHECK(choose_slide(pack, screen, vienna("2024-01-18T21:30")).scene.kind == kiosk::SceneKind::emergency);
    CHECK(choose_slide(pack, screen, vienna("2024-01-18T22:00")).scene.kind == kiosk::SceneKind::closed);
}

TEST_CASE("opening hours: while nobody vouches for the clock the screen is open") {
    kiosk::Screen screen;
    screen.hours = office();
    const content::Pack pack = sample::pack_of({});
    CHECK(choose_slide(pack, screen, vienna("2024-01-18T21:00"), false).scene.kind == kiosk::SceneKind::clock);
}
