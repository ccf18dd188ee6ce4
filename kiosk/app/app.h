#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "content/base/steady.h"
#include "content/clock/build_time.h"
#include "content/items/snapshot.h"
#include "kiosk/app/agent_report.h"
#include "kiosk/app/content_source.h"
#include "kiosk/app/frame_times.h"
#include "kiosk/app/glass_report.h"
#include "kiosk/app/probation.h"
#include "kiosk/app/stages.h"
#include "kiosk/app/visitor_desk.h"
#include "kiosk/display/display.h"
#include "kiosk/display/picture_taker.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/view.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/machine/known_time.h"
#include "kiosk/visit/exit_desk.h"
#include "kiosk/visit/speech.h"
#include "kiosk/visit/touch_counter.h"
#include "kiosk/visit/visit.h"

namespace kiosk {

struct AppOptions {
    std::optional<content::Language> language;  ///< none: the loop's
    Look look;
    bool only_tests = false;  ///< the test picture is all there is, and the program ends with it
};

/// What the page for staff needs.
struct StaffParts {
    std::function<bool(const std::string&)> is_pin;  ///< empty: there is no PIN, and no such page
    std::string version;                             ///< of this program
    std::string panel{};                             ///< what hangs on which connector, in words
    ExitDesk* exit = nullptr;                        ///< asks whether the way out is there; null: nobody is asked
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
    /// What the agent that brings content says; empty: there is none.
    std::function<std::optional<AgentReport>()> agent{};
    /// What the pairing scene says; none: this screen has its name, or nobody would give it one. Empty: always none.
    std::function<std::optional<Pairing>()> pairing{};
    /// Whether the screen's profile is another one now, with which the display begins anew. Empty: never.
    std::function<bool(content::Steady)> has_new_profile{};
    /// What this machine's clock is worth; empty: it is right.
    TimeKeeper::Judge judge_clock{};
    content::Instant earliest = content::build_time();  ///< it is this late at least
    /// Hears of content that came while the display runs.
    std::function<void(const content::Snapshot&)> loaded{};
    GlassReport* glass = nullptr;      ///< hears what is on the glass; null: nobody wants to know
    TouchCounter* touches = nullptr;   ///< counts them; null: nobody does
    PictureTaker* pictures = nullptr;  ///< takes one when the hub asks for it; null: nobody would
};

/// Decides what is on the screen from moment to moment: which content, which slide, whose visit. The App knows no
/// event loop and no clock: `step` is told both times and says how long the App can be left alone. Not here: making
/// pictures (stages.h), what touches and keys mean (visitor_desk.h).
class App {
public:
    /// `snapshot` is never null; empty_snapshot() stands in until the source has something.
    App(AppParts parts, const AppOptions& options, std::shared_ptr<const content::Snapshot> snapshot);

    /// Brings the screen up to date. `wall` decides what to show, if somebody vouches for it; `steady` moves it.
    /// Returns the longest time until the next call; at most a minute, so that a wall clock that was set is noticed.
    [[nodiscard]] content::Steady step(WallTime wall, content::Steady steady);
    /// A finger or the mouse; its point in panel pixels.
    void touch(Contact contact) { desk_.touch(contact, attract()); }
    /// A key of a keypad or keyboard, or text typed on one.
    void key(Key key, content::Steady steady) { desk_.key(key, attract(), steady); }
    void typed(std::string text, content::Steady steady) { desk_.typed(std::move(text), attract(), steady); }
    /// The page for staff, as if its corner had been held.
    void open_staff_page(content::Steady steady) { desk_.open_staff_page(steady); }
    /// Staff asked for a restart, the profile changed while nobody uses the screen, or the test picture was all there
    /// is and is closed: the program should end.
    [[nodiscard]] bool wants_restart() const { return desk_.staff().wants_restart() || is_outdated(); }
    [[nodiscard]] bool is_outdated() const;
    /// Letters of the test picture's corners that were touched.
    [[nodiscard]] std::string touched_corners() const { return desk_.staff().touched_corners(); }
    /// Records how long the picture that was presented last took.
    void record_frame_time(FrameTimes::Time time) { frame_times_.add(time); }
    /// Something happened in the source's folders.
    void content_may_have_changed() { must_look_ = true; }
    /// The window's pictures were lost or have another size.
    void window_changed();
    /// Shows the same picture once more, for a window that was covered and for the service manager.
    void present_again() { stages_.present_again(); }

    [[nodiscard]] std::int64_t presented() const { return stages_.presented(); }  ///< pictures so far
    [[nodiscard]] Size panel() const { return parts_.display.panel(); }
    [[nodiscard]] const Scene& scene() const { return stages_.current().desired.scene; }
    [[nodiscard]] content::Language language() const { return stages_.current().desired.language; }
    [[nodiscard]] const Frame& frame() const { return stages_.current().frame; }
    [[nodiscard]] const Visit& visit() const { return desk_.visit(); }
    /// What a visit begins with.
    [[nodiscard]] Preferences defaults() const;
    /// From a place in the picture that shows to one on the panel, both as shares of width and height.
    [[nodiscard]] Point panel_share(Point in_picture) const;
    [[nodiscard]] bool is_moving() const { return stages_.is_moving(); }
    /// The last step could not show what it wanted, because a photo is being decoded.
    [[nodiscard]] bool awaits_photos() const { return stages_.awaits_photos(); }
    /// Until no photo is being decoded; for tests and scripts.
    void wait_for_photos() { stages_.wait_for_photos(); }

private:
    void look_around(WallTime wall, content::Steady steady);
    void look_at_clock(WallTime wall, content::Steady steady);
    void look_for_content();
    void look_at_pairing();
    /// Every edition has an id; what stands in for one has none.
    [[nodiscard]] bool has_content() const { return !snapshot_->pack.edition.id.empty(); }
    [[nodiscard]] bool shows_pairing(const ScheduledSlide& slide) const;
    [[nodiscard]] const ScheduledSlide& slide_at(content::Instant now);
    [[nodiscard]] ScheduledSlide choose(content::Instant now) const;
    [[nodiscard]] DesiredFrame desired_of(const ScheduledSlide& slide) const;
    [[nodiscard]] DesiredFrame desired_now(content::Instant now, content::Steady steady);
    [[nodiscard]] Attract attract() const { return {slide_, defaults()}; }
    [[nodiscard]] bool update_staff_page(content::Steady steady);
    void take_exit_answer();
    void show_what_is_desired(content::Instant now, content::Steady steady);
    void prepare_following(content::Instant now);
    void tell_glass(content::Instant now);
    void take_picture(content::Instant now);
    [[nodiscard]] content::Steady time_to_next(KnownTime time, content::Steady steady) const;

    AppParts parts_;
    AppOptions options_;
    std::shared_ptr<const content::Snapshot> snapshot_;
    std::string look_;  ///< hash of what pictures are made with
    bool has_new_profile_ = false;
    bool is_picture_wished_ = false;
    bool must_look_ = false;
    bool must_reload_ = false;  ///< although nothing changed where the content is
    std::optional<content::Steady> looked_at_;
    std::optional<content::Steady> begun_;  ///< the first step
    content::Steady age_{};                 ///< since then
    std::optional<Pairing> pairing_;
    TimeKeeper time_;
    WallTime wall_;  ///< what the clock of the machine says, right or wrong
    bool is_clock_trusted_ = true;
    std::optional<content::Instant> saved_at_;  ///< the agent is cut off since then
    std::optional<ScheduledSlide> slide_;       ///< of the loop, or what interrupts it
    FrameTimes frame_times_;
    Stages stages_;
    VisitorDesk desk_;
};

/// Stands in when there is no content: the clock and the pairing scene work with it. Without a zone no time is shown.
[[nodiscard]] std::shared_ptr<const content::Snapshot> empty_snapshot(const std::string& zone);

}  // namespace kiosk
