#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/app/app.h"
#include "kiosk/display/open_display.h"
#include "kiosk/kms/display_kms.h"
#include "tests/kiosk/kms/fake_card.h"
#include "tests/support/fake_text.h"
#include "tests/support/jpeg.h"
#include "tests/support/temporary_folder.h"

/// An App on a bench: content, clocks, agent and touches in a test's hands.
namespace kiosk::app_bench {

using content::Language;
using content::Snapshot;
using content::Steady;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// Photos in memory: one good, one broken, all others missing.
class TwoPhotos : public content::BlobStore {
public:
    content::Result<std::string> read(const std::string& sha256, std::size_t) const override {
        if (sha256 == "good") {
            Pixels pixels = make_pixels({64, 48});
            std::fill(pixels.argb.begin(), pixels.argb.end(), 0xFF20A020U);
            return support::jpeg_of(pixels);
        }
        if (sha256 == "broken") return std::string("\xFF\xD8\xFF\xE0 and no more");
        return content::Error{content::Code::not_found, sha256};
    }
};

inline const content::Instant start = std::chrono::sys_days(std::chrono::year(2024) / 1 / 18) + hours(9);

inline std::shared_ptr<Snapshot> make_snapshot(int stories) {
    auto snapshot = std::make_shared<Snapshot>();
    content::Edition& edition = snapshot->pack.edition;
    edition.id = "test";
    edition.zone = "Europe/Vienna";
    edition.languages.assign(content::official_languages.begin(), content::official_languages.end());
    edition.title[Language::en] = "Test";
    for (const Language language : content::official_languages) {
        edition.wordmark[language] = {"Displays", "Unit"};
        edition.venue[language] = {"Venue", "Welcome"};
    }
    edition.topics.push_back({"crime", "crime", {{Language::en, "Crime"}}});
    for (int i = 0; i < stories; ++i) {
        content::Story story;
        story.id = "story-" + std::to_string(i);
        story.topic = "crime";
        for (const Language language : content::official_languages) {
            story.texts[language] = {"Headline " + std::to_string(i), "What happened, in a few words.", "", "Vienna",
                                     ""};
        }
        if (i % 3 != 2) {
            content::Photo photo;
            photo.sha256 = i % 3 == 0 ? "good" : "broken";
            photo.alternative[Language::en] = "A room";
            story.photo = photo;
        }
        snapshot->pack.stories.push_back(story);
    }
    snapshot->blobs = std::make_shared<TwoPhotos>();
    return snapshot;
}

class TestSource : public ContentSource {
public:
    content::Result<std::shared_ptr<const Snapshot>> load() override {
        if (!next) return content::Error{content::Code::io, "unreadable"};
        return std::exchange(next, nullptr);
    }
    bool has_changed() override { return next != nullptr || fails; }
    std::vector<std::filesystem::path> folders() const override { return {}; }
    std::shared_ptr<const Snapshot> next;
    bool fails = false;
};

/// A display that drives this card by itself.
inline std::unique_ptr<Display> open_kms(testing::FakeHardware& card) {
    return make_kms_display(
        testing::cards_of({&card}), {}, PanelRotation::none, [] {}, [](const std::string&) {});
}

/// A whole display with no screen: SDL's dummy driver, the software renderer, clocks in our hands.
class Bench {
public:
    explicit Bench(std::shared_ptr<const Snapshot> snapshot, PanelRotation turn = PanelRotation::none,
                   MotionChoice motion = MotionChoice::gentle, std::optional<content::ClockState> clock = std::nullopt)
        : Bench(std::move(snapshot), open_dummy(turn), motion, clock) {}

    /// `glass` hears what is on the glass; null: nobody does. `proposed`: the exit that a hub says.
    /// `pictures` takes them; null: nobody does.
    Bench(std::shared_ptr<const Snapshot> snapshot, std::unique_ptr<Display> opened, MotionChoice motion,
          std::optional<content::ClockState> clock = std::nullopt, GlassReport* glass = nullptr,
          std::optional<Exit> proposed = std::nullopt, PictureTaker* pictures = nullptr)
        : exit(screen, std::move(proposed), state.path()), clock_state(clock), display(std::move(opened)) {
        AppOptions settings;
        settings.language = Language::en;
        settings.look.motion = motion;
        AppParts parts{screen, {default_tokens(), default_strings(), text, codes},         *display,
                       source, [this](const std::string& line) { lines.push_back(line); }, [this] { is_woken = true; }};
        parts.staff.is_pin = [](const std::string& pin) { return pin == "4928"; };
        parts.staff.version = "0.1.0";
        parts.staff.exit = &exit;
        parts.agent = [this] { return report; };
        parts.pairing = [this] { return pairing; };
        parts.has_new_profile = [this](Steady) { return has_new_profile; };
        if (clock) parts.judge_clock = [this](content::Instant, content::Instant) { return *clock_state; };
        parts.earliest = start - hours(1);
        parts.glass = glass;
        parts.pictures = pictures;
        app = std::make_unique<App>(parts, settings, std::move(snapshot));
    }

    static std::unique_ptr<Display> open_dummy(PanelRotation turn) {
        ::setenv("SDL_VIDEODRIVER", "dummy", 1);
        DisplayOptions options;
        options.window.size = Size{640, 360};
        options.window.rotation = turn;
        options.drawing = Drawing::software;
        auto opened = open_display(options);
        REQUIRE(opened);
        return std::move(*opened);
    }

    /// One step, then time passes as far as it allows, at most `most`.
    void go(milliseconds most = hours(1)) {
        Steady wait = std::min<Steady>(app->step(wall, steady), most);
        REQUIRE(wait.count() > 0);
        app->wait_for_photos();
        if (is_woken.exchange(false)) wait = Steady(1);  // as the run loop, which does not sleep then
        wall += wait;
        steady += wait;
    }
    void go_for(milliseconds time) {
        const Steady end = steady + time;
        while (steady < end)
            go(end - steady);
    }
    /// Touches the target with this action, and lets go.
    bool touch(Action action, const std::string& id) {
        for (const Target& target : app->frame().targets) {
            if (target.action != action || target.id != id) continue;
            const Point centre{target.rect.x + target.rect.width / 2, target.rect.y + target.rect.height / 2};
            app->touch({1, ContactPhase::down, panel_point(centre), 0, steady});
            steady += milliseconds(80);
            wall += milliseconds(80);
            app->touch({1, ContactPhase::up, panel_point(centre), 0, steady});
            return true;
        }
        return false;
    }
    Point panel_point(Point in_picture) const {
        const PixelRect place =
            to_panel({static_cast<int>(in_picture.x), static_cast<int>(in_picture.y), 1, 1}, display->panel(), turned);
        return {static_cast<float>(place.x) + 0.5F, static_cast<float>(place.y) + 0.5F};
    }

    Screen screen;
    TemporaryFolder state;
    ExitDesk exit;
    support::FakeText text;
    QrCodes codes;
    TestSource source;
    bool has_new_profile = false;
    std::optional<Pairing> pairing;                  // none: nobody gives this screen a name, or it has one
    std::optional<AgentReport> report;               // of the agent; none: there is no agent
    std::optional<content::ClockState> clock_state;  // none: nobody judges it
    std::vector<std::string> lines;
    std::atomic<bool> is_woken = false;  // set on the decoding thread
    PanelRotation turned = PanelRotation::none;
    std::unique_ptr<Display> display;
    std::unique_ptr<App> app;
    WallTime wall = start;
    Steady steady{1'000'000};
};

}  // namespace kiosk::app_bench
