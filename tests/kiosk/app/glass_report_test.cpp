#include "kiosk/app/glass_report.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "content/base/files.h"
#include "kiosk/app/app.h"
#include "kiosk/display/open_display.h"
#include "kiosk/kms/display_kms.h"
#include "tests/kiosk/kms/fake_card.h"
#include "tests/support/fake_text.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace kiosk;
using content::Glass;
using content::Language;
using content::Snapshot;
using content::Steady;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const content::Instant begun = std::chrono::sys_days(std::chrono::year(2024) / 1 / 18) + hours(9);

std::shared_ptr<Snapshot> four_stories(std::int64_t release) {
    auto snapshot = std::make_shared<Snapshot>(*empty_snapshot("Europe/Vienna"));
    snapshot->release = release;
    snapshot->pack.edition.topics.push_back({"crime", "crime", {{Language::en, "Crime"}}});
    for (int i = 0; i < 4; ++i) {
        content::Story story;
        story.id = "story-" + std::to_string(i);
        story.topic = "crime";
        for (const Language language : {Language::en, Language::fr})
            story.texts[language] = {"Headline " + std::to_string(i), "What happened.", "", "Vienna", ""};
        snapshot->pack.stories.push_back(story);
    }
    return snapshot;
}

class FourStories : public ContentSource {
public:
    content::Result<std::shared_ptr<const Snapshot>> load() override {
        if (!next) return content::Error{content::Code::io, "unreadable"};
        return std::exchange(next, nullptr);
    }
    bool has_changed() override { return next != nullptr; }
    std::vector<std::filesystem::path> folders() const override { return {}; }
    std::shared_ptr<const Snapshot> next;
};

std::unique_ptr<Display> open_window(PanelRotation turn) {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    DisplayOptions options;
    options.window.size = Size{640, 360};
    options.window.rotation = turn;
    options.drawing = Drawing::software;
    auto opened = open_display(options);
    REQUIRE(opened);
    return std::move(*opened);
}

/// The loop goes through all languages otherwise.
AppOptions in_english() {
    AppOptions options;
    options.language = Language::en;
    return options;
}

/// A display that tells what is on its glass, with its clocks in our hands.
class GlassBench {
public:
    explicit GlassBench(std::unique_ptr<Display> opened = open_window(PanelRotation::none),
                        const std::string& below = ".")
        : report(folder / below, [this](const std::string& line) { lines.push_back(line); }),
          display(std::move(opened)) {
        AppParts parts{screen, {default_tokens(), default_strings(), text, codes},         *display,
                       source, [this](const std::string& line) { lines.push_back(line); }, [] {}};
        parts.earliest = begun - hours(1);
        parts.glass = &report;
        app = std::make_unique<App>(parts, in_english(), four_stories(41));
    }

    void go_for(milliseconds time) {
        for (const Steady end = steady + time; steady < end;) {
            const Steady wait = std::min<Steady>(app->step(wall, steady), end - steady);
            wall += wait;
            steady += wait;
            ++steps;
        }
    }
    bool touch(Action action, const std::string& id) {
        for (const Target& target : app->frame().targets) {
            if (target.action != action || target.id != id) continue;
            const Point centre{target.rect.x + target.rect.width / 2, target.rect.y + target.rect.height / 2};
            app->touch({1, ContactPhase::down, centre, 0, steady});
            steady += milliseconds(80);
            wall += milliseconds(80);
            app->touch({1, ContactPhase::up, centre, 0, steady});
            return true;
        }
        return false;
    }
    [[nodiscard]] Glass glass() const {
        const auto glass = content::load_glass(folder.path());
        REQUIRE(glass);
        return *glass;
    }
    /// What was written last is taken away, so that another writing is seen.
    void forget() const { std::filesystem::remove(content::glass_file(folder.path())); }
    [[nodiscard]] bool is_written() const { return std::filesystem::exists(content::glass_file(folder.path())); }

    TemporaryFolder folder;
    std::vector<std::string> lines;
    GlassReport report;
    Screen screen;
    support::FakeText text;
    QrCodes codes;
    FourStories source;
    std::unique_ptr<Display> display;
    std::unique_ptr<App> app;
    WallTime wall = begun;
    Steady steady{1'000'000};
    int steps = 0;
};

}  // namespace

TEST_CASE("glass: what came to rest is told, with the hash of the pixels that are there") {
    for (const PanelRotation turn : {PanelRotation::none, PanelRotation::quarter}) {
        GlassBench bench(open_window(turn));
        bench.go_for(seconds(5));
        const Glass glass = bench.glass();
        CHECK(glass.release == 41);
        CHECK(glass.scene == to_string(bench.app->scene()));
        CHECK(glass.language == content::code(bench.app->language()));
        CHECK(glass.since >= begun);
        CHECK(glass.since <= begun + seconds(5));
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
    GlassBench bench;
    bench.app.reset();
    AppParts parts{bench.screen,
                   {default_tokens(), default_strings(), bench.text, bench.codes},
                   *bench.display,
                   bench.source,
                   [](const std::string&) {},
                   [] {}};
    parts.earliest = begun - hours(1);
    const auto steps_of = [&](GlassReport* report) {
        parts.glass = report;
        bench.wall = begun;
        bench.app = std::make_unique<App>(parts, in_english(), empty_snapshot("Europe/Vienna"));
        bench.go_for(minutes(2));
        bench.forget();
        const int before = bench.steps;
        bench.go_for(minutes(20));
        return bench.steps - before;
    };
    const int without = steps_of(nullptr);
    CHECK(steps_of(&bench.report) == without);
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
    GlassBench bench(make_kms_display(
        testing::cards_of({&card}), {}, PanelRotation::none, [] {}, [](const std::string&) {}));
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
    GlassBench bench(open_window(PanelRotation::none), "nowhere");
    bench.go_for(minutes(2));
    CHECK(bench.app->presented() > 1);
    CHECK(bench.lines.size() == 1);
}
