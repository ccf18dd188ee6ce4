/// What the loop makes of a time that nobody knows.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/loop/loop_plan.h"
#include "kiosk/loop/schedule.h"
#include "tests/support/sample_pack.h"

using namespace std::chrono_literals;
using content::EmergencyTemplate;
using content::Notice;
using kiosk::SceneKind;

namespace {

const kiosk::Screen every_screen;

/// The sample edition with this emergency in place of its notices.
content::Pack with_emergency(EmergencyTemplate which, const content::Validity& window) {
    content::Pack pack = sample::pack();
    Notice notice;
    notice.id = "fire";
    notice.level = content::NoticeLevel::emergency;
    notice.emergency = which;
    notice.posted = window.from.value_or(sample::now());
    notice.validity = window;
    pack.notices = {notice};
    return pack;
}

bool shows_emergency(const content::Pack& pack, bool clock_trusted) {
    return kiosk::choose_slide(pack, every_screen, sample::now(), clock_trusted).scene.kind == SceneKind::emergency;
}

}  // namespace

TEST_CASE("showing: without a known time an emergency shows unless it is certainly over; a test waits for its time") {
    const content::Validity later{sample::now() + 3h, sample::now() + 5h};
    const content::Validity over{sample::now() - 3h, sample::now()};
    for (const auto which : {EmergencyTemplate::leave_building, EmergencyTemplate::stay_inside}) {
        CHECK_FALSE(shows_emergency(with_emergency(which, later), true));
        CHECK(shows_emergency(with_emergency(which, later), false));
        CHECK_FALSE(shows_emergency(with_emergency(which, over), false));
    }
    CHECK_FALSE(shows_emergency(with_emergency(EmergencyTemplate::test, later), false));
}

TEST_CASE("showing: without a known time all clear ends an emergency, and is itself shown only in its minute") {
    content::Pack pack = with_emergency(EmergencyTemplate::leave_building, {sample::now() - 1h, {}});
    Notice clear = pack.notices.front();
    clear.id = "over";
    clear.emergency = EmergencyTemplate::all_clear;
    clear.posted = sample::now() + 4h;
    pack.notices.push_back(clear);
    CHECK_FALSE(shows_emergency(pack, false));
    pack.notices.back().posted = sample::now() - 10s;
    CHECK(kiosk::choose_slide(pack, every_screen, sample::now(), false).scene.id == "over");
}

TEST_CASE("loop: without a known time no call is urgent, no link leads to one, and the programme is of all days") {
    content::Pack pack = sample::pack();
    REQUIRE_FALSE(pack.calls.empty());
    const auto has = [&](SceneKind kind, bool clock_trusted) {
        const auto loop = kiosk::plan_loop(pack, every_screen, content::Language::en, sample::now(), clock_trusted);
        return std::ranges::any_of(loop, [&](const kiosk::Slide& slide) { return slide.scene.kind == kind; });
    };
    pack.edition.home_url = "https://www.unodc.org/";
    pack.calls.front().url = "https://forum.example.org/apply";
    pack.links.resize(1);
    pack.links.front().url = pack.calls.front().url;
    pack.links.front().short_url.clear();
    CHECK(has(SceneKind::links, true));
    CHECK_FALSE(has(SceneKind::links, false));
    CHECK(has(SceneKind::call, false));
    CHECK(has(SceneKind::programme, false));
    CHECK(has(SceneKind::highlight, false));
}

TEST_CASE("showing: without a known time the loop turns, without gap and from any beginning") {
    content::Pack pack = sample::pack();
    pack.notices.clear();
    content::Instant now = sample::now();
    std::size_t slides = 0;
    for (const content::Instant end = now + 1h; now < end; ++slides) {
        const auto slide = kiosk::choose_slide(pack, every_screen, now, false);
        REQUIRE(slide.since <= now);
        REQUIRE(slide.until > now);
        now = slide.until;
    }
    CHECK(slides > 60);
}
