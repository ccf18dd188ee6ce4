#include "kiosk/app/app.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/kiosk/app/app_bench.h"

namespace {

using namespace kiosk;
using namespace kiosk::app_bench;

int open_files() {
    int count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

long resident_kb() {
    std::ifstream file("/proc/self/statm");
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

bool is_blank(const Pixels& pixels) {
    return std::ranges::all_of(pixels.argb, [&](std::uint32_t pixel) { return pixel == pixels.argb.front(); });
}

TEST_CASE("app: the first step shows a picture, at once and whole") {
    Bench bench(make_snapshot(3));
    bench.go();
    bench.go();
    CHECK(bench.app->presented() >= 1);
    CHECK_FALSE(is_blank(bench.display->read_back()));
}

TEST_CASE("app: slides follow the wall clock, and between changes nothing is presented but the clock's minute") {
    Bench bench(make_snapshot(6));
    bench.go_for(minutes(1));
    std::set<std::string> seen;
    for (int i = 0; i < 60; ++i) {
        bench.go_for(milliseconds(5000));
        if (!bench.app->is_moving()) seen.insert(to_string(bench.app->scene()));
    }
    CHECK(seen.size() >= 4);
    while (bench.app->is_moving())
        bench.go();
    const auto before = bench.app->presented();
    bench.go(milliseconds(10));
    bench.go(milliseconds(10));
    CHECK(bench.app->presented() - before <= 1);
}

TEST_CASE("app: without content the clock stands, and content that comes is shown") {
    Bench bench(empty_snapshot("Europe/Vienna"));
    bench.go();
    CHECK(bench.app->scene().kind == SceneKind::clock);
    CHECK_FALSE(is_blank(bench.display->read_back()));
    bench.source.next = make_snapshot(4);
    bench.app->content_may_have_changed();
    bench.go_for(milliseconds(5000));
    CHECK(bench.app->scene().kind == SceneKind::highlight);
}

TEST_CASE("app: where nobody knows the zone no time is shown, until content says it") {
    const auto shows_time = [](const Bench& bench) {
        return std::ranges::any_of(bench.app->frame().elements, [](const Element& element) {
            const auto* block = std::get_if<TextBlock>(&element.what);
            return block != nullptr && block->spec.text.find(':') != std::string::npos;
        });
    };
    Bench unknown(empty_snapshot(""));
    unknown.go();
    CHECK(unknown.app->scene().kind == SceneKind::clock);
    CHECK_FALSE(is_blank(unknown.display->read_back()));
    CHECK_FALSE(shows_time(unknown));
    Bench known(empty_snapshot("Europe/Vienna"));
    known.go();
    CHECK(shows_time(known));
}

TEST_CASE("app: a release that cannot be read leaves the old one on the screen") {
    Bench bench(make_snapshot(4));
    bench.go_for(milliseconds(3000));
    bench.source.fails = true;
    bench.app->content_may_have_changed();
    bench.go_for(minutes(2));
    CHECK(bench.app->scene().kind == SceneKind::highlight);
    CHECK(std::ranges::count(bench.lines, "unreadable") >= 1);
}

TEST_CASE("app: a new release is on the screen within five seconds") {
    Bench bench(make_snapshot(4));
    bench.go_for(milliseconds(3000));
    bench.source.next = empty_snapshot("Europe/Vienna");
    bench.app->content_may_have_changed();
    bench.go_for(milliseconds(5000));
    CHECK(bench.app->scene().kind == SceneKind::clock);
}

TEST_CASE("app: content that comes in the middle of a fade waits for its end, and is shown then") {
    Bench bench(make_snapshot(3));
    bench.go();
    for (int i = 0; i < 200 && !bench.app->is_moving(); ++i)
        bench.go();
    REQUIRE(bench.app->is_moving());
    bench.source.next = make_snapshot(1);
    bench.app->content_may_have_changed();
    bench.go(milliseconds(10));
    bench.go_for(milliseconds(5'000));
    CHECK(bench.app->scene().id == "story-0");
}

TEST_CASE("app: a broken photo is reported once and its slide is shown without it") {
    Bench bench(make_snapshot(6));
    bench.go_for(minutes(5));
    int reports = 0;
    for (const std::string& line : bench.lines)
        reports += line.starts_with("photo broken") ? 1 : 0;
    CHECK(reports >= 1);
    CHECK(reports <= 3);
}

TEST_CASE("app: choosing a language keeps the slide, in that language, for half a minute") {
    Bench bench(make_snapshot(6));
    bench.go_for(milliseconds(4000));
    const Scene scene = bench.app->scene();
    REQUIRE(bench.touch(Action::choose_language, "fr"));
    bench.go_for(milliseconds(3000));
    CHECK(bench.app->language() == Language::fr);
    CHECK(bench.app->scene() == scene);
    bench.go_for(milliseconds(24'000));
    CHECK(bench.app->language() == Language::fr);
    bench.go_for(milliseconds(8000));
    CHECK(bench.app->language() == Language::en);
}

TEST_CASE("app: a press darkens the button in the next picture and letting go restores it") {
    Bench bench(make_snapshot(6));
    bench.go_for(milliseconds(4000));
    const auto& targets = bench.app->frame().targets;
    const auto found = std::ranges::find(targets, Action::choose_language, &Target::action);
    REQUIRE(found != targets.end());
    const Rect rect = found->rect;
    const Point centre{rect.x + rect.width / 2, rect.y + rect.height / 2};
    const Pixels before = bench.display->read_back();
    bench.app->touch({1, ContactPhase::down, centre, 0, bench.steady});
    const Pixels pressed = bench.display->read_back();
    CHECK(pressed.argb != before.argb);
    bench.app->touch({1, ContactPhase::up, {1, 1}, 0, bench.steady + milliseconds(50)});
    CHECK(bench.display->read_back().argb == before.argb);
}

TEST_CASE("app: a wall clock that jumps, years ahead or back, never empties or stops the screen") {
    Bench bench(make_snapshot(5));
    bench.go_for(minutes(1));
    for (const auto jump : {hours(24 * 365 * 20), -hours(24 * 365 * 54), hours(24 * 365 * 40), -hours(1), hours(1)}) {
        bench.wall += jump;
        bench.go_for(minutes(2));
        CHECK_FALSE(is_blank(bench.display->read_back()));
    }
}

/// Every word of the picture.
std::string words_of(const Frame& frame) {
    std::string all;
    for (const Element& element : frame.elements) {
        if (const auto* block = std::get_if<TextBlock>(&element.what)) all += block->spec.text + "\n";
    }
    return all;
}

TEST_CASE("app: with a clock that nobody vouches for the same is shown in 2001, today and 2040, and the loop turns") {
    std::vector<std::vector<std::string>> shown;
    for (const int year : {2001, 2024, 2040}) {
        Bench bench(make_snapshot(6), PanelRotation::none, MotionChoice::none, content::ClockState::unconfirmed);
        bench.wall = std::chrono::sys_days(std::chrono::year(year) / 12 / 24) + hours(9);
        std::vector<std::string>& pictures = shown.emplace_back();
        for (int i = 0; i < 60; ++i) {
            bench.go_for(milliseconds(5000));
            if (!bench.app->is_moving()) pictures.push_back(words_of(bench.app->frame()));
        }
        CHECK(std::set<std::string>(pictures.begin(), pictures.end()).size() >= 4);
    }
    CHECK(shown[0] == shown[1]);
    CHECK(shown[1] == shown[2]);
}

TEST_CASE("app: a minute after a time server was reached the picture says the time, without a restart") {
    Bench bench(make_snapshot(0), PanelRotation::none, MotionChoice::none, content::ClockState::behind);
    bench.wall = std::chrono::sys_days(std::chrono::year(2001) / 1 / 1);
    bench.go_for(minutes(2));
    CHECK(words_of(bench.app->frame()).find(":0") == std::string::npos);
    bench.wall = start + minutes(3);
    bench.clock_state = content::ClockState::synchronised;
    bench.go_for(milliseconds(61'000));
    CHECK(words_of(bench.app->frame()).find("10:04") != std::string::npos);
    CHECK(bench.lines == std::vector<std::string>{"clock: synchronised with a time server, says the kernel"});
    bench.clock_state = content::ClockState::unconfirmed;
    bench.go_for(milliseconds(61'000));
    CHECK(words_of(bench.app->frame()).find("10:0") == std::string::npos);
}

TEST_CASE("app: the picture fits a panel turned either way") {
    for (const PanelRotation turn : {PanelRotation::quarter, PanelRotation::half, PanelRotation::three_quarters}) {
        Bench bench(make_snapshot(3), turn);
        bench.turned = turn;
        bench.go_for(milliseconds(4000));
        CHECK(bench.app->frame().size == Size{640, 360});
        CHECK(bench.display->panel() == picture_size({640, 360}, turn));
        REQUIRE(bench.touch(Action::choose_language, "es"));
        bench.go_for(milliseconds(2000));
        CHECK(bench.app->language() == Language::es);
    }
}

TEST_CASE("app: a simulated week ends with flat memory and no more open files") {
    Bench bench(make_snapshot(9), PanelRotation::none, MotionChoice::none);
    const auto slides = [&](int count) {
        for (int i = 0; i < count; ++i) {
            for (int k = 0; k < 3; ++k)
                bench.go();
            while (bench.app->is_moving()) {
                bench.steady += milliseconds(150);
                bench.go();
            }
            bench.wall += minutes(5);
        }
    };
    slides(200);
    [[maybe_unused]] const long warm = resident_kb();
    const int files = open_files();
    const WallTime before = bench.wall;
    slides(2000);
    CHECK(bench.wall - before >= hours(24 * 6));
    CHECK(open_files() <= files);
#if !defined(__SANITIZE_ADDRESS__)
    CHECK(resident_kb() - warm < 6000);
#endif
    CHECK_FALSE(is_blank(bench.display->read_back()));
}

TEST_CASE("app: holding the corner of the clock for five seconds opens the staff's page, and a minute closes it") {
    Bench bench(make_snapshot(2));
    bench.go_for(seconds(2));
    bench.app->touch({1, ContactPhase::down, {620, 10}, 0, bench.steady});
    bench.go_for(milliseconds(4900));
    CHECK(bench.app->scene().kind != SceneKind::staff);
    bench.go_for(milliseconds(1200));
    CHECK(bench.app->scene().kind == SceneKind::staff);
    bench.app->touch({1, ContactPhase::up, {620, 10}, 0, bench.steady});
    bench.app->typed("4928", bench.steady);
    bench.app->key(Key::enter, bench.steady);
    bench.go_for(seconds(2));
    CHECK(bench.touch(Action::staff_test, ""));
    bench.go_for(seconds(1));
    CHECK_FALSE(bench.app->wants_restart());
    CHECK_FALSE(bench.app->visit().is_browsing());
    bench.go_for(seconds(62));
    CHECK(bench.app->scene().kind != SceneKind::staff);
}

TEST_CASE("app: staff who know the PIN can restart the display") {
    Bench bench(make_snapshot(2));
    bench.go_for(seconds(2));
    bench.app->open_staff_page(bench.steady);
    bench.go_for(seconds(1));
    bench.app->typed("4928", bench.steady);
    bench.app->key(Key::enter, bench.steady);
    bench.go_for(seconds(1));
    CHECK(bench.touch(Action::staff_restart, ""));
    CHECK(bench.app->wants_restart());
}

TEST_CASE("app: staff at the panel say whether the exit is there, and the next emergency has it, or has it no more") {
    auto snapshot = make_snapshot(2);
    content::Notice fire;
    fire.id = "fire";
    fire.level = content::NoticeLevel::emergency;
    fire.emergency = content::EmergencyTemplate::leave_building;
    fire.posted = start + minutes(1);
    fire.validity.from = fire.posted;
    snapshot->pack.notices.push_back(fire);
    for (const bool is_there : {true, false}) {
        Bench bench(snapshot, Bench::open_dummy(PanelRotation::none), MotionChoice::none, std::nullopt, nullptr,
                    Exit{Arrow::left, 40, {}});
        bench.go_for(seconds(2));
        bench.app->open_staff_page(bench.steady);
        bench.go_for(seconds(1));
        CHECK_FALSE(bench.touch(Action::staff_exit, ""));  // behind the PIN only
        bench.app->typed("4928", bench.steady);
        bench.app->key(Key::enter, bench.steady);
        bench.go_for(seconds(1));
        REQUIRE(bench.touch(Action::staff_exit, ""));
        bench.go_for(seconds(1));
        REQUIRE(bench.touch(Action::staff_exit_answer, is_there ? "yes" : "no"));
        bench.go_for(seconds(1));
        CHECK(bench.exit.state() == (is_there ? content::ExitState::confirmed : content::ExitState::denied));
        CHECK(bench.exit.answered_at().has_value());
        bench.go_for(minutes(2));
        REQUIRE(bench.app->scene().kind == SceneKind::emergency);
        const bool has_way_out = std::ranges::any_of(bench.app->frame().spoken, [](const std::string& words) {
            return words.find("Nearest exit: left, 40 m") != std::string::npos;
        });
        CHECK(has_way_out == is_there);
    }
}

bool says(const Frame& frame, std::string_view words) {
    return std::ranges::any_of(frame.elements, [&](const Element& element) {
        const auto* text = std::get_if<TextBlock>(&element.what);
        return text != nullptr && text->spec.text.find(words) != std::string::npos;
    });
}

TEST_CASE("app: a screen that is cut off says what time its content is of, until it is not cut off any more") {
    Bench bench(make_snapshot(1));
    bench.report = AgentReport{start, start, ""};
    bench.go_for(minutes(4));
    CHECK_FALSE(says(bench.app->frame(), "Saved"));
    bench.report = AgentReport{start + minutes(4), start, "no connection"};
    bench.go_for(seconds(50));
    CHECK_FALSE(says(bench.app->frame(), "Saved"));
    bench.go_for(minutes(3));
    CHECK(says(bench.app->frame(), "Saved 10:00"));
    bench.report = AgentReport{start + minutes(7), start + minutes(7), ""};
    bench.go_for(minutes(2));
    CHECK_FALSE(says(bench.app->frame(), "Saved"));
}

TEST_CASE("app: a picture counts when it reached the panel, and a panel of another size gets one of its own") {
    testing::FakeHardware card;
    card.connectors = {testing::connected(1, "HDMI-A-1", {{640, 360}})};
    card.is_deaf = true;
    Bench bench(make_snapshot(3), open_kms(card), MotionChoice::none);
    bench.go_for(seconds(1));
    CHECK(bench.app->presented() == 0);
    card.is_deaf = false;
    bench.app->present_again();
    CHECK(bench.app->presented() == 1);
    card.connectors = {testing::connected(1, "HDMI-A-1", {{360, 640}})};
    bench.app->window_changed();
    bench.go_for(seconds(2));
    CHECK(bench.app->frame().size == Size{360, 640});
    CHECK(card.mode == Size{360, 640});
    CHECK(bench.app->presented() > 1);
    card.connectors = {testing::empty_socket(1, "HDMI-A-1")};
    bench.app->window_changed();
    const auto before = bench.app->presented();
    bench.app->present_again();
    CHECK(bench.app->presented() == before + 1);  // the machine is well, the panel is off
}

TEST_CASE("app: asking whether it is cut off never wakes a screen, and never draws the same again") {
    const auto run = [](const std::optional<AgentReport>& report) {
        Bench bench(empty_snapshot("Europe/Vienna"));
        bench.report = report;
        bench.go_for(minutes(2));
        int steps = 0;
        const auto before = bench.app->presented();
        for (const Steady end = bench.steady + minutes(20); bench.steady < end; ++steps)
            bench.go();
        return std::pair(steps, bench.app->presented() - before);
    };
    CHECK(run(AgentReport{start, start - hours(1), "no connection"}) == run(std::nullopt));
}

}  // namespace
