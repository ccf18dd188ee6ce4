#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "content/base/steady.h"
#include "content/cache/search.h"
#include "kiosk/app/content_source.h"
#include "kiosk/app/stages.h"
#include "kiosk/display/display.h"
#include "kiosk/loop/schedule.h"
#include "kiosk/visit/speech.h"
#include "kiosk/visit/staff_access.h"
#include "kiosk/visit/touch_filter.h"
#include "kiosk/visit/visit.h"

namespace kiosk {

/// What people at the screen are served with; all of it outlives the VisitorDesk.
struct VisitorDeskParts {
    const Screen& screen;
    Text& text;
    Display& display;
    ContentSource& source;  ///< of an index to search in
    std::function<void(const std::string&)> log;
    Speaker* speaker;                                ///< reads aloud; null: no sound here
    std::function<bool(const std::string&)> is_pin;  ///< empty: there is no PIN, and no page for staff
};

/// What the loop would show, when something happens at the desk.
struct Attract {
    std::optional<ScheduledSlide> slide;  ///< none: not decided yet
    Preferences defaults;                 ///< what a visit begins with
};

/// Touches, keys and the visit they lead to; reading aloud; searching; the way in for staff. The desk has the Stages
/// darken what is pressed. It knows no clock. Not here: what the visit looks like.
class VisitorDesk {
public:
    VisitorDesk(const VisitorDeskParts& parts, Stages& stages);

    /// A finger or the mouse; its point in panel pixels.
    void touch(Contact contact, const Attract& attract);
    /// A key of a keypad or keyboard, or text typed on one.
    void key(Key key, const Attract& attract, content::Steady steady);
    void typed(std::string text, const Attract& attract, content::Steady steady);
    /// Time passed. A visitor who is still read to is not idle: `hold_while_speaking` comes first.
    void wait(const Attract& attract, content::Steady steady);
    void hold_while_speaking(const Attract& attract, content::Steady steady);
    /// Finds fingers that are stuck; logs what the touch filter has to report.
    void tick(content::Steady steady);
    /// A new scene comes: touches meant for the old one are ignored.
    void scene_changed(content::Steady steady) { touches_.scene_changed(steady); }
    void picture_size_changed() { touches_ = TouchFilter(parts_.display.size()); }
    /// The content is another one: what was found in the old one is forgotten.
    void content_changed() { search_.reset(); }

    /// Touches of visitors since the last call.
    [[nodiscard]] std::int64_t take_touches() { return std::exchange(touched_, 0); }

    [[nodiscard]] const Visit& visit() const { return visit_; }
    [[nodiscard]] bool is_visited() const { return visit_.is_browsing() || visit_.pinned.has_value(); }
    /// Something was typed, in this visit or in an earlier one of which something may be left in memory.
    [[nodiscard]] bool has_typed() const { return has_typed_; }
    /// Overwrites what was typed, wherever it may still lie.
    void forget_typed();
    /// Puts the hits in `pack` into `desired`, which is a search; its picture will be built with `view`.
    void find_hits(DesiredFrame& desired, const View& view, const content::Pack& pack);
    /// Says what the picture that shows has to say.
    void read_aloud();

    /// The page for staff, as if its corner had been held.
    void open_staff_page(content::Steady steady);
    /// Follows what staff do; an emergency closes the page. False: the page is not open.
    bool update_staff_page(bool is_emergency, content::Steady steady);
    [[nodiscard]] StaffAccess& staff() { return staff_; }
    [[nodiscard]] const StaffAccess& staff() const { return staff_; }
    /// Cells of the panel that are ignored now.
    [[nodiscard]] int muted_cells(content::Steady steady) const { return touches_.muted_cells(steady); }

    /// When `wait` or `update_staff_page` would change something; none: not by time alone.
    [[nodiscard]] std::optional<content::Steady> next_deadline(content::Steady steady) const;

private:
    void apply(const Input& input, const Attract& attract, content::Steady steady);
    void touch_staff_page(const Contact& contact, const Gesture& gesture, const Frame& frame);
    void silence(const Input& input, const Frame& shown);
    [[nodiscard]] std::string label_of(const Input& input, const Frame& shown) const;

    VisitorDeskParts parts_;
    Stages& stages_;
    TouchFilter touches_;
    Visit visit_;
    std::optional<Narrator> narrator_;
    std::unique_ptr<content::Search> search_;  ///< made when somebody first searches this content
    StaffAccess staff_;
    CornerHold corner_;
    bool has_typed_ = false;
    std::int64_t touched_ = 0;
};

}  // namespace kiosk
