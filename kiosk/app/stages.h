#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/base/language.h"
#include "content/base/steady.h"
#include "content/base/time.h"
#include "content/items/snapshot.h"
#include "kiosk/app/probation.h"
#include "kiosk/display/display.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/scene.h"
#include "kiosk/frame/screen.h"
#include "kiosk/frame/staff_page.h"
#include "kiosk/frame/view.h"
#include "kiosk/paint/image_store.h"
#include "kiosk/paint/motion.h"
#include "kiosk/paint/paint.h"

namespace kiosk {

/// What should be on the screen, before it is laid out.
struct DesiredFrame {
    Scene scene;
    content::Language language = content::Language::en;
    Offset offset;  ///< against burn-in; moves the whole picture
    bool panel_first = false;
    std::optional<Browsing> browsing;          ///< somebody browses
    std::optional<StaffPage> staff;            ///< the page for staff is open
    std::optional<content::Instant> saved_at;  ///< as View::saved_at
    Pairing pairing{};                         ///< of the pairing scene; else empty

    /// Whether both need the same picture. A new offset alone moves nothing.
    [[nodiscard]] bool shows_same(const DesiredFrame& other) const {
        return scene == other.scene && language == other.language && browsing == other.browsing &&
               staff == other.staff && saved_at == other.saved_at && pairing == other.pairing;
    }
};

/// One complete picture and what it was made from.
struct RenderedFrame {
    DesiredFrame desired;
    Frame frame;
    content::Instant made_for;
    std::int64_t content = -1;  ///< number of the snapshot; -1: nothing yet
    bool enters = false;        ///< painted at the beginning of its entrance

    [[nodiscard]] bool is_dragged() const { return desired.browsing && desired.browsing->dragged_to; }
};

/// How the screen's own pictures look, before any visitor chooses.
struct Look {
    std::optional<ThemeName> theme;  ///< none: as the screen's profile says
    float text_scale = 1;            ///< 1, 1.3 or 1.6
    MotionChoice motion = MotionChoice::gentle;
};

/// What pictures are made with; all of it outlives the Stages.
struct StagesParts {
    const Screen& screen;
    Resources resources;
    Display& display;
    std::function<void()> wake;  ///< called on another thread when a photo is ready: what waits for it goes on
    Probation* probation;        ///< hears of each picture; null: nobody wants to know
};

/// The picture that shows, the next one, and how the one becomes the other: laid out, painted, faded in, at rest. The
/// Stages know no clock. Not here: what should show (app.h), what touches mean (visitor_desk.h).
class Stages {
public:
    Stages(const StagesParts& parts, const Look& look, std::shared_ptr<const content::Snapshot> snapshot);

    /// Pictures from now on are of this content; what shows stays until another is made.
    void use(std::shared_ptr<const content::Snapshot> snapshot);

    /// Whether somebody vouches for the time that pictures are made for. When that changes, what shows is outdated.
    void trust_clock(bool is_trusted);

    [[nodiscard]] const RenderedFrame& current() const { return current_; }
    /// The picture that a finger means: during a fade, the one that comes.
    [[nodiscard]] const RenderedFrame& visible() const { return fade_ && next_ ? *next_ : current_; }
    [[nodiscard]] bool has_picture() const { return current_.content >= 0; }
    [[nodiscard]] bool has_newest_content() const { return current_.content == content_; }
    [[nodiscard]] bool is_fading() const { return fade_.has_value(); }
    [[nodiscard]] bool is_moving() const { return fade_.has_value() || entrance_.has_value(); }
    /// What shows was made of other content, or stops being true by `now`.
    [[nodiscard]] bool is_outdated(content::Instant now) const;
    /// When what shows stops being true; none: never by itself.
    [[nodiscard]] std::optional<content::Instant> refresh_at() const { return refresh_at_; }
    [[nodiscard]] View view_of(const DesiredFrame& desired, content::Instant now) const;
    [[nodiscard]] MotionChoice motion_of(const DesiredFrame& desired) const;

    void begin_step() { awaits_photos_ = false; }
    /// Something could not be shown in this step, because a photo is being decoded.
    [[nodiscard]] bool awaits_photos() const { return awaits_photos_; }
    void wait_for_photos() { photos_.wait(); }
    /// Sentences about photos that could not be shown since the last call, for the log.
    [[nodiscard]] std::vector<std::string> take_reports() { return photos_.take_reports(); }

    /// The first picture, without a fade.
    void show_first(const DesiredFrame& desired, content::Instant now);
    /// Makes the next picture, hidden. False: a photo is still missing.
    [[nodiscard]] bool prepare(const DesiredFrame& desired, content::Instant now);
    /// Fades to what was prepared.
    void begin_fade(content::Steady steady);
    /// The fade or the entrance goes on. False: there was none.
    bool advance(content::Steady steady);
    /// Repaints at once only what differs. Where much differs, the picture fades.
    void refresh(const DesiredFrame& desired, content::Instant now, content::Steady steady);
    /// Presents the same picture once more.
    void present_again();
    /// The window's pictures were lost or have another size. False: nothing of ours was lost.
    bool window_changed();
    [[nodiscard]] std::int64_t presented() const { return presented_; }  ///< pictures so far

    /// Darkens target number `target` of the picture that shows, unless it is large; -1: none.
    void press(int target);
    /// The finger is gone. The target stays dark until what was chosen comes.
    void lift() { is_lifted_ = pressed_.has_value(); }
    void release_press();
    void release_lifted() {
        if (is_lifted_) release_press();
    }
    /// Drops every text from the painter's memory.
    void forget_text() { painter_.forget_text(); }

private:
    struct Fade {
        content::Steady since{0};
        int duration = 0;  ///< ms
    };
    struct RunningEntrance {
        EntranceMotion motion;
        content::Steady since{0};
        int painted = 0;  ///< elapsed milliseconds that the picture shows
    };

    [[nodiscard]] std::optional<Frame> build(const DesiredFrame& desired, content::Instant now);
    void paint(Display::Layer layer, const RenderedFrame& rendered, const PixelRect& area, const PoseOf& pose_of);
    void advance_fade(content::Steady steady);
    void advance_entrance(content::Steady steady);
    void settle();
    void present(float mix = 0);
    void forget_press();

    StagesParts parts_;
    Look look_;
    std::shared_ptr<const content::Snapshot> snapshot_;
    std::int64_t content_ = 0;  ///< number of the snapshot, and of what is known of the time
    bool is_clock_trusted_ = true;
    Painter painter_;
    ImageStore photos_;
    std::set<std::string> unusable_photos_;
    bool awaits_photos_ = false;
    RenderedFrame current_;
    std::optional<RenderedFrame> next_;
    std::optional<Fade> fade_;
    std::optional<RunningEntrance> entrance_;
    std::optional<content::Instant> refresh_at_;
    std::optional<PixelRect> pressed_;  ///< darkened under a finger
    bool is_lifted_ = false;
    std::int64_t presented_ = 0;
};

/// How long before its time the next slide is made.
inline constexpr std::chrono::seconds prepare_ahead{3};

}  // namespace kiosk
