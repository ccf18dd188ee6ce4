#include "kiosk/app/test_picture.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "content/base/files.h"
#include "content/picture/decode.h"
#include "kiosk/app/app.h"
#include "kiosk/app/screen_facts.h"
#include "kiosk/display/open_display.h"
#include "tests/support/fake_text.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace kiosk;
using content::Steady;
using std::chrono::seconds;

/// A display that was started for the test picture, on a panel in memory that hangs on its side or not.
class TestedPanel {
public:
    explicit TestedPanel(PanelRotation rotation) {
        ::setenv("SDL_VIDEODRIVER", "dummy", 1);
        DisplayOptions options;
        options.window.size = picture_size({640, 360}, rotation);
        options.window.rotation = rotation;
        options.drawing = Drawing::software;
        auto opened = open_display(options);
        REQUIRE(opened);
        display_ = std::move(*opened);
        AppOptions settings;
        settings.look.motion = MotionChoice::none;
        settings.only_tests = true;
        AppParts parts{screen_,
                       {default_tokens(), default_strings(), text_, codes_},
                       *display_,
                       *source_,
                       [](const std::string&) {},
                       [] {}};
        parts.staff.panel = "HDMI-A-1, DELL U2414H";
        app_ = std::make_unique<App>(parts, settings, empty_snapshot({}));
        go();
    }

    void go(Steady time = Steady(0)) {
        steady_ += time;
        wall_ += time;
        static_cast<void>(app_->step(wall_, steady_));
        while (app_->is_moving())
            static_cast<void>(app_->step(wall_ += Steady(16), steady_ += Steady(16)));
    }
    /// A finger on the panel's own pixels.
    void touch(Point on_panel) {
        go(seconds(1));
        app_->touch({1, ContactPhase::down, on_panel, 0, steady_});
        go(Steady(80));
        app_->touch({1, ContactPhase::up, on_panel, 0, steady_});
        go();
    }
    [[nodiscard]] App& app() { return *app_; }
    [[nodiscard]] std::uint32_t pixel(int x, int y) const { return display_->read_back().at(x, y) & 0xFFFFFFU; }
    [[nodiscard]] Steady now() const { return steady_; }

private:
    Screen screen_;
    support::FakeText text_;
    QrCodes codes_;
    std::unique_ptr<ContentSource> source_ = source_of_nothing();
    std::unique_ptr<Display> display_;
    std::unique_ptr<App> app_;
    WallTime wall_ = std::chrono::sys_days(std::chrono::year(2024) / 1 / 18);
    Steady steady_{1'000'000};
};

constexpr std::uint32_t red = 0xFF0000;
constexpr std::uint32_t green = 0x00FF00;
constexpr std::uint32_t blue = 0x0000FF;
constexpr std::uint32_t yellow = 0xFFFF00;

}  // namespace

TEST_CASE("test picture: it is the first that shows, from edge to edge, with its colours in their corners") {
    TestedPanel panel(PanelRotation::none);
    CHECK(panel.app().scene().kind == SceneKind::staff);
    CHECK(panel.pixel(3, 3) == red);
    CHECK(panel.pixel(636, 3) == green);
    CHECK(panel.pixel(636, 356) == blue);
    CHECK(panel.pixel(3, 356) == yellow);
    // The line along the edge is one pixel, in another colour than what is beside it.
    CHECK(panel.pixel(320, 0) == panel.pixel(0, 180));
    CHECK(panel.pixel(320, 0) == panel.pixel(639, 180));
    CHECK(panel.pixel(320, 0) == panel.pixel(320, 359));
    CHECK(panel.pixel(320, 0) != panel.pixel(320, 1));
}

TEST_CASE("test picture: on a panel that hangs on its side the corners turn with the picture, and touch does too") {
    TestedPanel panel(PanelRotation::quarter);
    CHECK(panel.pixel(636, 3) == red);
    CHECK(panel.pixel(636, 356) == green);
    CHECK(panel.pixel(3, 356) == blue);
    CHECK(panel.pixel(3, 3) == yellow);
    panel.touch({638, 1});
    CHECK(panel.app().touched_corners() == "A");
    panel.touch({1, 1});
    CHECK(panel.app().touched_corners() == "AD");
}

TEST_CASE("test picture: a dot shows where the panel was touched") {
    TestedPanel panel(PanelRotation::none);
    const std::uint32_t before = panel.pixel(100, 300);
    panel.touch({100, 300});
    CHECK(panel.pixel(103, 300) != before);
    CHECK_FALSE(panel.app().wants_restart());
}

TEST_CASE("test picture: it ends a minute after the last touch, and what was touched is still known") {
    TestedPanel panel(PanelRotation::none);
    panel.touch({639, 359});
    panel.go(seconds(55));
    CHECK_FALSE(panel.app().wants_restart());
    panel.touch({0, 0});
    panel.go(seconds(61));
    CHECK(panel.app().wants_restart());
    CHECK(panel.app().touched_corners() == "AC");
}

TEST_CASE("test picture: Escape ends it") {
    TestedPanel panel(PanelRotation::none);
    panel.app().key(Key::escape, panel.now());
    CHECK(panel.app().wants_restart());
}

TEST_CASE("test picture: as a file it has the size of the panel's mode") {
    const TemporaryFolder folder;
    support::FakeText text;
    QrCodes codes;
    const Resources resources{default_tokens(), default_strings(), text, codes};
    const auto path = (folder / "a.png").string();
    REQUIRE(write_test_picture(path, {{720, 1280}, content::Language::ar, ThemeName::light, "DP-1"}, {}, resources));
    const auto bytes = content::read_file(path, 10'000'000);
    REQUIRE(bytes);
    const auto decoded = content::decode_pixels(*bytes, content::Channels::rgb);
    REQUIRE(decoded.pixels);
    CHECK(decoded.size.width == 720);
    CHECK(decoded.size.height == 1280);
    CHECK_FALSE(write_test_picture((folder / "no/such/a.png").string(), {}, {}, resources));
}

TEST_CASE(
    "screen facts: a profile is read with its mistakes; one that cannot be read is the default, with the reason") {
    const TemporaryFolder folder;
    CHECK(load_screen_profile("").state.file.empty());
    const auto missing = load_screen_profile((folder / "none.toml").string());
    CHECK(missing.state.unreadable.find("none.toml") != std::string::npos);
    CHECK(missing.profile.screen.has_touch);
    folder.write("screen.toml", "name = \"Foyer\"\ntouch = false\naudio = false\nrotation = 45\n");
    const auto loaded = load_screen_profile((folder / "screen.toml").string());
    CHECK(loaded.state.unreadable.empty());
    CHECK(loaded.profile.screen.name == "Foyer");
    CHECK_FALSE(loaded.state.wants_touch);
    CHECK_FALSE(loaded.state.wants_sound);
    REQUIRE(loaded.state.findings.size() == 1);
    CHECK(loaded.state.findings.front().line == 4);
    folder.write("screen.toml", std::string(70'000, '#'));
    CHECK_FALSE(load_screen_profile((folder / "screen.toml").string()).state.unreadable.empty());
}
