#include "kiosk/visit/staff_access.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "kiosk/check/frame_lint.h"
#include "kiosk/frame/action_names.h"
#include "kiosk/scenes/build_frame.h"
#include "tests/support/resources.h"
#include "tests/support/sample_pack.h"

namespace {

using namespace kiosk;
using content::Language;
using content::Steady;
using std::chrono::seconds;

struct Desk {
    StaffAccess desk{[](const std::string& pin) { return pin == "4928"; }};
    Steady now{1'000'000};

    void enter(const std::string& digits) {
        for (const char digit : digits)
            desk.choose(Action::staff_digit, std::string(1, digit), now);
        desk.choose(Action::staff_enter, {}, now);
    }
    void wait(Steady time) {
        now += time;
        desk.tick(now);
    }
    [[nodiscard]] StaffPage page() const { return desk.page(now); }
};

StaffPage page_of(StaffPage::Part part) {
    StaffPage page;
    page.part = part;
    page.digits = 5;
    page.facts = {
        {"staff.screen", "Foyer M, 3840 × 2160"},
        {"staff.exit", "behind you on the right: not shown until it is confirmed here (18 March 2024, 10:42)"},
        {"staff.version", "0.1.0"},
        {"staff.release", "1234"},
        {"staff.last_sync", "18 March 2024, 10:42"},
        {"staff.failure", "depot.example: the connection was refused, then the disk was full"},
        {"staff.deaths", "3 (highlight:asean, 18 March 2024, 10:40); suspect the machine, not the content"},
        {"staff.left_out", "highlight:asean-networks"},
        {"staff.clock", "Set, 18 March 2024, 10:43"},
        {"staff.touch", "3 cells ignored"},
        {"staff.frames", "3.1 / 12.0 / 48.2 ms"}};
    page.touched = {0, 15, 130};
    page.muted = {17, 240};
    page.panel = "DisplayPort-2, SAMSUNG QB55R";
    page.dots = {{3, 3}, {640, 360}, {900, 700}};
    page.exit = Exit{Arrow::down_right, 40, {}};
    for (const Language language : content::all_languages)
        page.exit->assembly_point[language] = "Memorial Plaza, beside the fountain";
    return page;
}

Frame frame_of(const StaffPage& page, Language language, Size size, ThemeName theme, const Screen& screen) {
    View view;
    view.size = size;
    view.language = language;
    view.theme = theme;
    view.now = sample::now();
    view.staff = page;
    Scene scene;
    scene.kind = SceneKind::staff;
    return build_frame(scene, sample::snapshot(), screen, view, sample::resources());
}

}  // namespace

TEST_CASE("staff: without a PIN it cannot be opened") {
    StaffAccess desk{{}};
    desk.open(Steady(1));
    CHECK_FALSE(desk.is_open());
}

TEST_CASE("staff: the right PIN opens the facts, a wrong one says so") {
    Desk it;
    it.desk.open(it.now);
    REQUIRE(it.desk.is_open());
    it.enter("1111");
    CHECK(it.page().is_wrong);
    CHECK(it.page().digits == 0);
    CHECK(it.page().part == StaffPage::Part::pin);
    it.enter("4928");
    CHECK(it.page().part == StaffPage::Part::facts);
    CHECK(it.desk.wants_facts());
    it.desk.show({{"staff.screen", "Foyer"}});
    CHECK_FALSE(it.desk.wants_facts());
    CHECK(it.page().facts.size() == 1);
}

TEST_CASE("staff: after three wrong PINs one has to wait, longer each time, and closing the page does not help") {
    Desk it;
    it.desk.open(it.now);
    for (int i = 0; i < 3; ++i)
        it.enter("1111");
    CHECK(it.page().wait_seconds == 30);
    it.desk.choose(Action::staff_close, {}, it.now);
    CHECK_FALSE(it.desk.is_open());
    it.desk.open(it.now);
    CHECK(it.page().wait_seconds == 30);
    it.enter("4928");
    CHECK(it.page().part == StaffPage::Part::pin);
    it.wait(seconds(30));
    CHECK(it.page().wait_seconds == 0);
    it.enter("1111");
    CHECK(it.page().wait_seconds == 60);
    it.wait(seconds(59));
    it.enter("4928");
    CHECK(it.page().part == StaffPage::Part::pin);
    it.wait(seconds(1));
    it.enter("4928");
    CHECK(it.page().part == StaffPage::Part::facts);
}

TEST_CASE("staff: the wait never grows beyond an hour") {
    Desk it;
    it.desk.open(it.now);
    for (int i = 0; i < 20; ++i) {
        it.enter("1111");
        it.now += seconds(it.page().wait_seconds);
    }
    it.enter("1111");
    CHECK(it.page().wait_seconds == 3600);
}

TEST_CASE("staff: a page that nobody uses closes after a minute, with the digits entered so far") {
    Desk it;
    it.desk.open(it.now);
    it.desk.typed("49", it.now);
    it.wait(seconds(59));
    CHECK(it.desk.is_open());
    it.wait(seconds(1));
    CHECK_FALSE(it.desk.is_open());
    it.desk.open(it.now);
    CHECK(it.page().digits == 0);
}

TEST_CASE("staff: everything works by keys") {
    Desk it;
    it.desk.open(it.now);
    Frame frame = frame_of(it.page(), Language::en, {1920, 1080}, ThemeName::light, {});
    it.desk.typed("4928", it.now);
    CHECK(it.page().digits == 4);
    it.desk.key(Key::erase, frame, it.now);
    CHECK(it.page().digits == 3);
    it.desk.typed("8", it.now);
    it.desk.key(Key::enter, frame, it.now);
    REQUIRE(it.page().part == StaffPage::Part::facts);
    frame = frame_of(it.page(), Language::en, {1920, 1080}, ThemeName::light, {});
    for (std::size_t i = 0; i < frame.targets.size(); ++i) {
        it.desk.key(Key::down, frame, it.now);
        const auto focus = static_cast<std::size_t>(it.page().focus);
        if (frame.targets[focus].action == Action::staff_test) break;
    }
    it.desk.key(Key::enter, frame, it.now);
    CHECK(it.page().part == StaffPage::Part::touch_test);
    it.desk.key(Key::escape, frame, it.now);
    CHECK(it.page().part == StaffPage::Part::facts);
    it.desk.key(Key::escape, frame, it.now);
    CHECK_FALSE(it.desk.is_open());
}

TEST_CASE("staff: a restart needs the PIN") {
    Desk it;
    it.desk.open(it.now);
    it.desk.choose(Action::staff_restart, {}, it.now);
    it.desk.choose(Action::staff_test, {}, it.now);
    CHECK_FALSE(it.desk.wants_restart());
    CHECK(it.page().part == StaffPage::Part::pin);
    it.enter("4928");
    it.desk.choose(Action::staff_restart, {}, it.now);
    CHECK(it.desk.wants_restart());
}

TEST_CASE("staff: the touch test marks the cells that were touched") {
    Desk it;
    it.desk.open(it.now);
    it.enter("4928");
    it.desk.choose(Action::staff_test, {}, it.now);
    it.desk.touched({0, 0}, {1920, 1080}, it.now);
    it.desk.touched({1919, 1079}, {1920, 1080}, it.now);
    CHECK(it.page().touched == std::set<int>{0, 255});
}

TEST_CASE("staff: the touch test keeps the last dots where fingers were, and begins without any") {
    Desk it;
    it.desk.open(it.now);
    it.enter("4928");
    it.desk.choose(Action::staff_test, {}, it.now);
    const Size size{1920, 1080};
    it.desk.touched({10, 20}, size, it.now);
    it.desk.touched({12, 21}, size, it.now);  // the same finger, hardly moved
    CHECK(it.page().dots == std::vector<Point>{{10, 20}});
    for (int i = 0; i < 200; ++i)
        it.desk.touched({static_cast<float>(i) * 9, 500 + static_cast<float>(i % 2) * 30}, size, it.now);
    CHECK(it.page().dots.size() == StaffAccess::max_dots);
    CHECK(it.page().dots.back() == Point{199 * 9, 530});
    it.desk.choose(Action::staff_close, {}, it.now);
    it.desk.choose(Action::staff_test, {}, it.now);
    CHECK(it.page().dots.empty());
    CHECK(it.page().touched.empty());
}

TEST_CASE("staff: the corners that were touched are told by their letters, also after the test") {
    Desk it;
    const Size size{1920, 1080};
    it.desk.open_test(it.now);
    CHECK(it.desk.touched_corners().empty());
    it.desk.touched({1919, 1079}, size, it.now);
    it.desk.touched({960, 540}, size, it.now);
    it.desk.touched({0, 0}, size, it.now);
    CHECK(it.desk.touched_corners() == "AC");
    it.desk.touched({1910, 4}, size, it.now);
    it.desk.touched({4, 1070}, size, it.now);
    it.desk.choose(Action::staff_close, {}, it.now);
    CHECK(it.desk.touched_corners() == "ABCD");
}

TEST_CASE("staff: behind a touch test that the program was started for is nothing, and its end is the program's") {
    StaffAccess desk{{}};  // no PIN
    Steady now{5'000'000};
    desk.open_test(now);
    REQUIRE(desk.is_open());
    CHECK(desk.page(now).part == StaffPage::Part::touch_test);
    CHECK_FALSE(desk.wants_restart());
    SUBCASE("its button") {
        desk.choose(Action::staff_close, {}, now);
    }
    SUBCASE("Escape") {
        desk.key(Key::escape, {}, now);
    }
    SUBCASE("a minute without a touch") {
        desk.tick(now + seconds(59));
        CHECK(desk.is_open());
        desk.touched({5, 5}, {1920, 1080}, now + seconds(59));
        desk.tick(now + seconds(118));
        CHECK(desk.is_open());
        desk.tick(now + seconds(119));
    }
    CHECK_FALSE(desk.is_open());
    CHECK(desk.wants_restart());
}

TEST_CASE("staff: closing the page that was opened by its corner ends no program") {
    Desk it;
    it.desk.open(it.now);
    it.enter("4928");
    it.desk.choose(Action::staff_test, {}, it.now);
    it.desk.choose(Action::staff_close, {}, it.now);
    CHECK(it.page().part == StaffPage::Part::facts);
    it.desk.choose(Action::staff_close, {}, it.now);
    CHECK_FALSE(it.desk.is_open());
    CHECK_FALSE(it.desk.wants_restart());
}

TEST_CASE(
    "staff: the test picture has a line of a pixel along each edge, and its corners by letter, in every language") {
    Screen screen;
    screen.name = "Foyer M";
    for (const Language language : content::all_languages) {
        for (const Size size : {Size{1920, 1080}, Size{1080, 1920}, Size{3840, 2160}}) {
            const Frame frame =
                frame_of(page_of(StaffPage::Part::touch_test), language, size, ThemeName::light, screen);
            const auto width = static_cast<float>(size.width);
            const auto height = static_cast<float>(size.height);
            const auto has_fill = [&](const Rect& rect) {
                return std::ranges::any_of(frame.elements, [&](const Element& element) {
                    const auto* fill = std::get_if<Fill>(&element.what);
                    return fill != nullptr && fill->rect == rect && fill->colour.alpha == 255;
                });
            };
            const auto centre_of = [&](const std::string& text) {
                for (const Element& element : frame.elements) {
                    const auto* block = std::get_if<TextBlock>(&element.what);
                    if (block != nullptr && block->spec.text == text)
                        return Point{block->box.x + block->box.width / 2, block->box.y + block->box.height / 2};
                }
                return Point{-1, -1};
            };
            CAPTURE(content::code(language));
            CAPTURE(size.width);
            CHECK(has_fill({0, 0, width, 1}));
            CHECK(has_fill({0, height - 1, width, 1}));
            CHECK(has_fill({0, 0, 1, height}));
            CHECK(has_fill({width - 1, 0, 1, height}));
            const float side = unit_of(size) * 12;
            CHECK(Rect{0, 0, side, side}.contains(centre_of("A")));
            CHECK(Rect{width - side, 0, side, side}.contains(centre_of("B")));
            CHECK(Rect{width - side, height - side, side, side}.contains(centre_of("C")));
            CHECK(Rect{0, height - side, side, side}.contains(centre_of("D")));
            const std::string pixels = std::to_string(size.width) + " × " + std::to_string(size.height);
            CHECK(std::ranges::find(frame.spoken, isolate(pixels)) != frame.spoken.end());
            CHECK(std::ranges::find(frame.spoken, isolate("Foyer M")) != frame.spoken.end());
        }
    }
}

TEST_CASE("staff: only an upper corner that is held still for five seconds opens it") {
    const Size size{1920, 1080};
    CornerHold corner;
    const auto contact = [](ContactPhase phase, Point point, int at) {
        return Contact{1, phase, point, 0, Steady(at)};
    };
    corner.feed(contact(ContactPhase::down, {1800, 60}, 1000), size);
    CHECK(corner.due() == Steady(6000));
    SUBCASE("in Arabic the clock is on the other side") {
        corner.forget();
        corner.feed(contact(ContactPhase::down, {60, 60}, 2000), size);
        CHECK(corner.due() == Steady(7000));
    }
    SUBCASE("lifting the finger ends it") {
        corner.feed(contact(ContactPhase::up, {1800, 60}, 5900), size);
        CHECK_FALSE(corner.due());
    }
    SUBCASE("moving away ends it") {
        corner.feed(contact(ContactPhase::move, {1700, 60}, 3000), size);
        CHECK_FALSE(corner.due());
    }
    SUBCASE("a second finger ends it") {
        corner.feed({2, ContactPhase::down, {1790, 60}, 0, Steady(2000)}, size);
        CHECK_FALSE(corner.due());
    }
    SUBCASE("elsewhere nothing begins") {
        corner.forget();
        corner.feed(contact(ContactPhase::down, {960, 60}, 2000), size);
        corner.feed(contact(ContactPhase::up, {960, 60}, 2100), size);
        corner.feed(contact(ContactPhase::down, {1800, 600}, 2200), size);
        CHECK_FALSE(corner.due());
    }
}

TEST_CASE("staff: every part of the page is laid out without fault in every language, shape and theme") {
    const kiosk::Resources resources = sample::resources();
    Screen small;
    small.diagonal_inches = 32;
    small.place = "Vienna International Centre, M Building, first floor, beside the cloakroom";
    for (const Language language : content::all_languages) {
        for (const Size size : {Size{1920, 1080}, Size{1080, 1920}, Size{1280, 720}}) {
            for (const Screen& screen : {Screen{}, small}) {
                for (const auto part : {StaffPage::Part::pin, StaffPage::Part::facts, StaffPage::Part::exit,
                                        StaffPage::Part::touch_test}) {
                    for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
                        const Frame frame = frame_of(page_of(part), language, size, theme, screen);
                        CAPTURE(content::code(language));
                        CAPTURE(size.width);
                        CAPTURE(static_cast<int>(part));
                        const auto faults =
                            lint_frame(frame, resources.text, resources.tokens, {2.0F, screen.diagonal_inches});
                        for (const LintFault& fault : faults)
                            FAIL_CHECK(fault.message);
                        CHECK_FALSE(frame.targets.empty());
                        CHECK_FALSE(frame.spoken.empty());
                    }
                }
            }
        }
    }
}

TEST_CASE("staff: whether the exit is there is asked behind the PIN only, and only where a hub says where it is") {
    Desk it;
    it.desk.use_exit(Exit{Arrow::left, 0, {}});
    it.desk.open(it.now);
    it.desk.choose(Action::staff_exit, {}, it.now);
    it.desk.choose(Action::staff_exit_answer, "yes", it.now);
    CHECK(it.page().part == StaffPage::Part::pin);
    CHECK_FALSE(it.desk.take_exit_answer());
    it.enter("4928");
    it.desk.show({});
    it.desk.choose(Action::staff_exit_answer, "yes", it.now);  // nobody has asked
    CHECK_FALSE(it.desk.take_exit_answer());
    it.desk.choose(Action::staff_exit, {}, it.now);
    REQUIRE(it.page().part == StaffPage::Part::exit);
    it.desk.choose(Action::staff_close, {}, it.now);  // no answer
    CHECK(it.page().part == StaffPage::Part::facts);
    CHECK_FALSE(it.desk.take_exit_answer());
    it.desk.choose(Action::staff_exit, {}, it.now);
    it.desk.choose(Action::staff_exit_answer, "no", it.now);
    CHECK(it.page().part == StaffPage::Part::facts);
    CHECK(it.desk.wants_facts());
    CHECK(it.desk.take_exit_answer() == false);
    CHECK_FALSE(it.desk.take_exit_answer());
    it.desk.use_exit(std::nullopt);
    it.desk.choose(Action::staff_exit, {}, it.now);
    CHECK(it.page().part == StaffPage::Part::facts);
}

TEST_CASE("staff: the arrow that is asked about points the same way in Arabic") {
    // Its head is a triangle that begins with its tip.
    const auto is_left = [](Language language, Arrow arrow) {
        StaffPage page = page_of(StaffPage::Part::exit);
        page.exit = Exit{arrow, 0, {}};
        const Frame frame = frame_of(page, language, {1920, 1080}, ThemeName::light, {});
        for (const Element& element : frame.elements) {
            const auto* part = std::get_if<Polygon>(&element.what);
            if (part != nullptr && part->points.size() == 3) return part->points[0].x < part->points[1].x;
        }
        FAIL("there is no arrow");
        return false;
    };
    for (const Language language : {Language::en, Language::ar}) {
        CHECK(is_left(language, Arrow::left));
        CHECK_FALSE(is_left(language, Arrow::right));
    }
}

TEST_CASE("staff: whether the exit is there can be answered by keys") {
    const Frame frame = frame_of(page_of(StaffPage::Part::exit), Language::en, {1920, 1080}, ThemeName::light, {});
    Desk it;
    it.desk.use_exit(Exit{Arrow::left, 0, {}});
    it.desk.open(it.now);
    it.enter("4928");
    it.desk.choose(Action::staff_exit, {}, it.now);
    for (std::size_t i = 0; i < frame.targets.size(); ++i) {
        it.desk.key(Key::down, frame, it.now);
        if (frame.targets[static_cast<std::size_t>(it.page().focus)].id == "yes") break;
    }
    it.desk.key(Key::enter, frame, it.now);
    CHECK(it.desk.take_exit_answer() == true);
}

TEST_CASE("staff: the digits stand as on every keypad, in Arabic too") {
    const Frame frame = frame_of(page_of(StaffPage::Part::pin), Language::ar, {1920, 1080}, ThemeName::light, {});
    const auto place = [&](const std::string& digit) {
        for (const Target& target : frame.targets)
            if (target.action == Action::staff_digit && target.id == digit) return target.rect;
        return Rect{};
    };
    CHECK(place("1").x < place("2").x);
    CHECK(place("2").x < place("3").x);
    CHECK(place("1").y < place("4").y);
}

TEST_CASE("staff: scripts that say service, as before, still find the page and its keys") {
    const auto scene = parse_scene("service");
    REQUIRE(scene);
    CHECK(*scene == *parse_scene("staff"));
    CHECK(to_string(*scene) == "staff");
    CHECK(parse_action("service_restart") == Action::staff_restart);
    CHECK(parse_action("staff_restart") == Action::staff_restart);
    const Frame frame = frame_of(page_of(StaffPage::Part::pin), Language::en, {1920, 1080}, ThemeName::light, {});
    CHECK(find_target(frame, "service_digit:4").has_value());
    CHECK(find_target(frame, "service_digit:4") == find_target(frame, "staff_digit:4"));
}
