#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "content/base/steady.h"
#include "content/items/snapshot.h"
#include "kiosk/app/agent_report.h"
#include "kiosk/app/content_source.h"
#include "kiosk/app/frame_times.h"
#include "kiosk/app/probation.h"
#include "kiosk/display/display.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/paint/image_store.h"
#include "kiosk/paint/motion.h"
#include "kiosk/paint/paint.h"
#include "kiosk/visit/speech.h"
#include "kiosk/visit/staff_access.h"
#include "kiosk/visit/touch_filter.h"
#include "kiosk/visit/visit.h"

namespace kiosk {

/// The wall clock, fine enough that neighbouring screens change together.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

struct AppOptions {
    std::optional<content::Language> language;  ///< none: rotates with the loop
    std::optional<ThemeName> theme;             ///< none: by the hour
    float text_scale = 1;
    MotionChoice motion = MotionChoice::gentle;
};

/// What the page for staff needs.
struct StaffParts {
    std::function<bool(const std::string&)> is_pin;  ///< empty: there is no PIN, and no such page
    std::function<std::optional<AgentReport>()> agent;
    std::string version;  ///< of this program
};

/// What the display is made of; all of it outlives the App.
struct AppParts {
    const Screen& screen;
    Resources resources;
    Display& display;
    ContentSource& source;
    std::function<void(const std::string&)> log;
    std::function<void()> wake;      ///< called on another thread when a photo is ready: step should run soon
    Probation* probation = nullptr;  ///< of new releases; null: nobody wants to know
    Speaker* speaker = nullptr;      ///< reads aloud; null: no sound here
    StaffParts staff{};
};

/// Decides what is on the screen from moment to moment and puts it there. Knows no event loop and no clock: `step` is
/// told both times and says how long it can be left alone.
class App {
public:
    /// `snapshot` is never null; `has_content` false: it only stands in until the source has something.
    App(AppParts parts, const AppOptions& options, std::shared_ptr<const content::Snapshot> snapshot, bool has_content);

    /// Brings the screen up to date. `wall` decides what to show, `steady` moves it. Returns the longest time until the
    /// next call; at most a minute, so that a wall clock that was set is noticed.
    [[nodiscard]] content::Steady step(WallTime wall, content::Steady steady);
    /// A finger or the mouse; its point in panel pixels.
    void touch(Contact contact);
    /// A key of a keypad or keyboard, or text typed on one.
    void key(Key key, content::Steady steady);
    void typed(std::string text, content::Steady steady);
    /// The page for staff, as if its corner had been held.
    void open_staff_page(content::Steady steady);
    /// Staff asked for a restart: the program should end, and be started again.
    [[nodiscard]] bool wants_restart() const { return desk_.wants_restart(); }
    /// How long the picture took that was presented last.
    void record_frame_time(FrameTimes::Time time) { frame_times_.add(time); }
    /// Something happened in the source's folders.
    void content_may_have_changed() { must_look_ = true; }
    /// The window's pictures were lost or have another size.
    void window_changed();
    /// Shows the same picture once more, for a window that was covered and for the service manager.
    void present_again();

    [[nodiscard]] std::int64_t presented() const { return presented_; }  ///< pictures so far
    [[nodiscard]] Size panel() const { return parts_.display.panel(); }
    [[nodiscard]] const Scene& scene() const { return current_.wanted.scene; }
    [[nodiscard]] content::Language language() const { return current_.wanted.language; }
    [[nodiscard]] const Frame& frame() const { return current_.frame; }
    [[nodiscard]] const Visit& visit() const { return visit_; }
    /// What a visit begins with.
    [[nodiscard]] Preferences defaults() const;
    /// From a place in the picture that shows to one on the panel, both as shares of width and height.
    [[nodiscard]] Point panel_share(Point in_picture) const;
    [[nodiscard]] bool is_moving() const { return fade_.has_value() || arrival_.has_value(); }
    /// The last step could not show what it wanted, because a photo is being decoded.
    [[nodiscard]] bool awaits_photos() const { return awaits_photos_; }
    /// Until no photo is being decoded; for tests and scripts.
    void wait_for_photos() { photos_.wait(); }

private:
    struct Wanted {
        Scene scene;
        content::Language language = content::Language::en;
        Offset offset;
        bool panel_first = false;
        std::optional<Browsing> browsing;
        std::optional<StaffPage> staff;

        [[nodiscard]] bool shows_same(const Wanted& other) const {
            return scene == other.scene && language == other.language && browsing == other.browsing &&
                   staff == other.staff;
        }
    };
    /// One complete picture and what it was made from.
    struct Stage {
        Wanted wanted;
        Frame frame;
        content::Instant made_for;
        std::int64_t content = -1;  ///< number of the snapshot; -1: nothing yet
        bool enters = false;        ///< painted at the beginning of its arrival

        [[nodiscard]] bool is_dragged() const { return wanted.browsing && wanted.browsing->dragged_to; }
    };
    struct Fade {
        content::Steady since{0};
        int duration = 0;
    };
    struct Arriving {
        EntranceMotion arrival;
        content::Steady since{0};
        int painted = 0;  ///< elapsed milliseconds that the picture shows
    };

    void look_for_content();
    [[nodiscard]] const ScheduledSlide& showing_at(content::Instant now);
    [[nodiscard]] Wanted wanted_of(const ScheduledSlide& showing) const;
    [[nodiscard]] Wanted wanted_now(content::Instant now, content::Steady steady);
    [[nodiscard]] bool is_visited() const { return visit_.is_browsing() || visit_.pinned.has_value(); }
    void give(const Input& input, content::Steady steady);
    void read_aloud();
    /// Follows what staff do; false: the page is not open.
    [[nodiscard]] bool serve(content::Instant now, content::Steady steady);
    [[nodiscard]] std::vector<StaffFact> staff_facts(content::Instant now, content::Steady steady) const;
    void hush(const Input& input, const Frame& shown);
    void forget_visit();
    void find_hits(Wanted& wanted, content::Instant now);
    [[nodiscard]] MotionChoice motion_of(const Wanted& wanted) const;
    [[nodiscard]] bool is_urgent(const Scene& scene) const;
    [[nodiscard]] View view_of(const Wanted& wanted, content::Instant now) const;
    [[nodiscard]] std::optional<Frame> build(const Wanted& wanted, content::Instant now);
    [[nodiscard]] bool prepare(const Wanted& wanted, content::Instant now);
    void prepare_following(content::Instant now);
    void paint(Display::Layer layer, const Stage& stage, const PixelRect& area, const PoseOf& pose_of);
    void begin_fade(content::Steady steady);
    void advance_fade(content::Steady steady);
    void advance_arrival(content::Steady steady);
    void settle();
    void refresh(const Wanted& wanted, content::Instant now, content::Steady steady);
    void show_first(content::Instant now);
    void present(float mix = 0);
    void press(int target);
    void release_press();
    void forget_press() {
        pressed_.reset();
        is_lifted_ = false;
    }
    [[nodiscard]] content::Steady time_to_next(WallTime wall, content::Steady steady) const;

    AppParts parts_;
    AppOptions options_;
    std::shared_ptr<const content::Snapshot> snapshot_;
    std::int64_t content_ = 0;
    bool must_look_ = false;
    content::Steady looked_at_{0};
    Painter painter_;
    ImageStore photos_;
    bool awaits_photos_ = false;
    std::set<std::string> unusable_photos_;
    TouchFilter touches_;
    Visit visit_;
    std::optional<Narrator> narrator_;
    StaffAccess desk_;
    CornerHold corner_;
    FrameTimes frame_times_;
    std::unique_ptr<content::Search> search_;  ///< made when somebody first searches this content
    std::optional<PixelRect> pressed_;         ///< darkened under a finger
    bool is_lifted_ = false;                   ///< the finger is gone from there: dark until what it chose comes
    bool has_typed_ = false;                   ///< in this visit, or in one of which something may be left in memory

    std::optional<ScheduledSlide> showing_;
    Stage current_;
    std::optional<Stage> next_;
    std::optional<Fade> fade_;
    std::optional<Arriving> arrival_;
    std::optional<content::Instant> refresh_at_;
    std::int64_t presented_ = 0;
};

/// Whether the clock can be right at all: no machine of ours ran before this program was written.
[[nodiscard]] bool is_plausible(content::Instant now);
/// Light from seven to seven, local time; rooms are dark after that.
[[nodiscard]] ThemeName theme_of_hour(content::Instant now, const std::string& zone);
/// Stands in when there is no content: the clock and the pairing scene work with it.
[[nodiscard]] std::shared_ptr<const content::Snapshot> empty_snapshot(const std::string& zone);

}  // namespace kiosk
