#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/base/steady.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/frame.h"
#include "kiosk/text/geometry.h"

/// From raw contacts to choices (SCENES.md 2.0, "Touch"). Mouse and touch are one path: the mouse is finger 0. Not
/// here: what a choice does (visit.h). Coordinates are the picture's, after rotation.
namespace kiosk {

enum class ContactPhase { down, move, up };

struct Contact {
    std::int64_t finger = 0;
    ContactPhase phase = ContactPhase::down;
    Point point;
    float diameter_mm = 0;  ///< 0: the panel does not tell
    content::Steady at{0};
};

/// What a contact led to.
struct Gesture {
    enum class Kind { none, pressed, released_outside, chosen, dragged };
    Kind kind = Kind::none;
    int target = -1;  ///< index into the frame's targets: pressed (-1: none lies there), chosen
    float moved = 0;  ///< pixels downwards since the last contact: dragged
};

/// Ignores what is no wish: the first 250 ms of a scene, second fingers, palms, bounces, and the cells of a stuck or
/// ghosting panel. Acts on release inside the target that was pressed.
class TouchFilter {
public:
    static constexpr content::Steady after_scene_change{250};
    static constexpr content::Steady bounce{400};
    static constexpr float palm_mm = 40;
    static constexpr content::Steady stuck_after{60'000};  ///< no person keeps a finger still on one spot for a minute
    static constexpr int impossible_rate = 25;             ///< contacts begun within a second
    static constexpr int ghost_cell_rate = 12;             ///< of these in one cell
    static constexpr content::Steady mute_time{600'000};   ///< a cell is tried again after ten quiet minutes
    static constexpr int columns = 16;
    static constexpr int rows = 16;

    explicit TouchFilter(Size picture) : picture_(picture) {}

    void scene_changed(content::Steady now) { quiet_until_ = now + after_scene_change; }
    [[nodiscard]] Gesture feed(const Contact& contact, const Frame& frame);
    /// Time passed without a contact event: finds stuck fingers.
    void tick(content::Steady now);
    /// The touch that wakes a dark screen does nothing else: the finger that is down now is ignored until it lifts.
    void ignore_current() { active_.reset(); }

    /// Sentences for the log, each once: "touch cell 3,15 ignored: contact for 60 s".
    [[nodiscard]] std::vector<std::string> take_reports();
    [[nodiscard]] bool is_muted(Point point, content::Steady now) const;
    /// Cells ignored now: row * columns + column.
    [[nodiscard]] std::set<int> muted(content::Steady now) const;
    [[nodiscard]] int muted_cells(content::Steady now) const { return static_cast<int>(muted(now).size()); }

private:
    struct Active {
        std::int64_t finger = 0;
        std::optional<Target> target;
        Point start;
        Point last;
        content::Steady since{0};
        bool is_drag = false;
    };
    [[nodiscard]] std::size_t cell(Point point) const;
    void mute(std::size_t cell, content::Steady now, const std::string& why);
    void watch_rate(const Contact& contact);
    [[nodiscard]] Gesture begin(const Contact& contact, const Frame& frame);
    [[nodiscard]] Gesture move(const Contact& contact);
    [[nodiscard]] Gesture end(const Contact& contact, const Frame& frame);

    Size picture_;
    content::Steady quiet_until_{0};
    std::optional<Active> active_;
    struct Last {
        Rect rect;
        content::Steady at{0};
    };
    std::optional<Last> last_choice_;
    struct Began {
        content::Steady at{0};
        std::size_t cell = 0;
    };
    std::deque<Began> recent_;
    std::array<content::Steady, columns * rows> muted_until_{};
    std::vector<std::string> reports_;
};

}  // namespace kiosk
