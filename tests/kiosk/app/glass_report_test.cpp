#include "kiosk/app/glass_report.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "content/base/files.h"
#include "kiosk/app/app.h"
#include "tests/kiosk/app/app_bench.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace kiosk;
using namespace kiosk::app_bench;
using content::Glass;

/// Four stories without photos.
std::shared_ptr<Snapshot> four_stories(std::int64_t release) {
    auto snapshot = make_snapshot(4);
    snapshot->release = release;
    for (content::Story& story : snapshot->pack.stories)
        story.photo.reset();
    return snapshot;
}

/// Where a display tells what is on its glass.
class Told {
public:
    explicit Told(const std::string& below)
        : glass_report(folder / below, [this](const std::string& line) { trouble.push_back(line); }) {}

    [[nodiscard]] Glass glass() const {
        const auto glass = content::load_glass(folder.path());
        REQUIRE(glass);
        return *glass;
    }
    /// What was written last is taken away, so that another writing is seen.
    void forget() const { std::filesystem::remove(content::glass_file(folder.path())); }
    [[nodiscard]] bool is_written() const { return std::filesystem::exists(content::glass_file(folder.path())); }

    TemporaryFolder folder;
    std::vector<std::string> trouble;
    GlassReport glass_report;
};

class GlassBench : public Told, public Bench {
public:
    explicit GlassBench(std::unique_ptr<Display> opened = open_dummy(PanelRotation::none),
                        std::shared_ptr<const Snapshot> snapshot = four_stories(41), const std::string& below = ".")
        : Told(below),
          Bench(std::move(snapshot), std::move(opened), MotionChoice::gentle, std::nullopt, &glass_report) {}
};

}  // namespace

TEST_CASE("glass: what came to rest is told, with the hash of the pixels that are there") {
    for (const PanelRotation turn : {PanelRotation::none, PanelRotation::quarter}) {
        GlassBench bench(Bench::open_dummy(turn));
        bench.go_for(seconds(5));
        const Glass glass = bench.glass();
        CHECK(glass.release == 41);
        CHECK(glass.scene == to_string(bench.app->scene()));
        CHECK(glass.language == content::code(bench.app->language()));
        CHECK(glass.since >= start);
        CHECK(glass.since <= start + seconds(5));
        CHECK(Size{glass.width, glass.height} == bench.display->size());
        CHECK_FALSE(glass.has_visit);
        CHECK(glass.panel == content::PanelPower::unknown);  // a window system is in between
        PictureHash hash(*bench.display, {}, 0);
        while (!hash.go_on()) {
        }
        CHECK(content::is_sha256(glass.frame));
        CHECK(glass.frame != hash.finish());  // the edge, onto which a picture may be moved, does not count
    }
}

TEST_CASE("glass: another machine that shows the same tells the same hash, turned or not") {
    GlassBench one;
    GlassBench other;
    one.go_for(seconds(5));
    other.go_for(seconds(3));
    other.go_for(seconds(2));
    CHECK(one.glass() == other.glass());
}

TEST_CASE("glass: each scene of the loop is told, and a minute of the clock is no other scene") {
    GlassBench bench;
    bench.go_for(seconds(5));
    const Glass first = bench.glass();
    bench.forget();
    const Scene scene = bench.app->scene();
    while (bench.app->scene() == scene && !bench.app->is_moving())
        bench.go_for(milliseconds(100));
    CHECK_FALSE(bench.is_written());
    bench.go_for(seconds(5));
    CHECK(bench.glass().scene == to_string(bench.app->scene()));
    CHECK(bench.glass().scene != first.scene);
    CHECK(bench.glass().frame != first.frame);
    CHECK(bench.glass().since > first.since);
}

TEST_CASE("glass: an idle screen writes nothing and wakes no more than without telling") {
    const auto steps_of = [](Bench& bench) {
        int steps = 0;
        for (const Steady end = bench.steady + minutes(20); bench.steady < end; ++steps)
            bench.go(end - bench.steady);
        return steps;
    };
    Bench silent(empty_snapshot("Europe/Vienna"));
    silent.go_for(minutes(2));
    GlassBench bench(Bench::open_dummy(PanelRotation::none), empty_snapshot("Europe/Vienna"));
    bench.go_for(minutes(2));
    REQUIRE(bench.is_written());
    bench.forget();
    CHECK(steps_of(bench) == steps_of(silent));
    CHECK_FALSE(bench.is_written());
}

TEST_CASE("glass: a visit is told at once and nothing of what it looks at, and its end is told") {
    GlassBench bench;
    bench.go_for(seconds(5));
    REQUIRE(bench.touch(Action::choose_language, "fr"));
    bench.go_for(milliseconds(20));
    Glass glass = bench.glass();
    CHECK(glass.has_visit);
    CHECK(glass.scene.empty());
    CHECK(glass.frame.empty());
    bench.go_for(seconds(3));
    REQUIRE(bench.app->language() == Language::fr);
    glass = bench.glass();
    CHECK(glass.scene.empty());
    CHECK(glass.frame.empty());
    CHECK(glass.language == "en");  // not the one that was chosen
    bench.go_for(minutes(3));
    glass = bench.glass();
    CHECK_FALSE(glass.has_visit);
    CHECK_FALSE(glass.scene.empty());
    CHECK(content::is_sha256(glass.frame));
}

TEST_CASE("glass: a new release is told once its picture is there") {
    GlassBench bench;
    bench.go_for(seconds(5));
    bench.source.next = four_stories(42);
    bench.app->content_may_have_changed();
    bench.go_for(seconds(5));
    CHECK(bench.glass().release == 42);
}

TEST_CASE("glass: with the panel in our own hands it is known whether a picture reaches it") {
    testing::FakeHardware card;
    card.connectors = {testing::connected(1, "HDMI-A-1", {{640, 360}})};
    GlassBench bench(open_kms(card));
    bench.go_for(seconds(5));
    CHECK(bench.glass().panel == content::PanelPower::on);
    GlassBench window;
    window.go_for(seconds(5));
    Glass same = bench.glass();
    same.panel = content::PanelPower::unknown;
    CHECK(same == window.glass());  // pixels are the same, whatever shows them
    card.connectors = {testing::empty_socket(1, "HDMI-A-1")};
    bench.app->window_changed();
    bench.app->present_again();
    bench.go_for(seconds(1));
    CHECK(bench.glass().panel == content::PanelPower::off);
}

TEST_CASE("glass: a folder that takes nothing is told of once, and the display goes on") {
    GlassBench bench(Bench::open_dummy(PanelRotation::none), four_stories(41), "nowhere");
    bench.go_for(minutes(2));
    CHECK(bench.app->presented() > 1);
    CHECK(bench.trouble.size() == 1);
    CHECK(bench.lines.empty());
}
