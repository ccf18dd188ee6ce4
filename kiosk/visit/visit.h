#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "content/base/steady.h"
#include "kiosk/frame/browsing.h"
#include "kiosk/frame/frame.h"
#include "kiosk/frame/scene.h"
#include "kiosk/visit/drag.h"

/// What one person at the screen does, as one value and one pure function. Nothing else keeps state of a visit, so
/// wiping this value wipes the visit. Not here: raw touches (touch_filter.h), drawing (scenes).
namespace kiosk {

/// A place on the way back.
struct HistoryEntry {
    Scene scene;
    Scroll scroll;
    int focus = 0;  ///< index into the frame's targets; meaningful when the visitor uses keys or the focus bar

    bool operator==(const HistoryEntry&) const = default;
};

struct Visit {
    /// Where the visitor has been; the last one is shown. Empty: nobody is browsing, the attract loop runs.
    std::vector<HistoryEntry> history;
    Overlay overlay = Overlay::none;
    Preferences preferences;
    /// A finger came down, or a language was chosen on the strip: this slide of the loop stays until then.
    struct PinnedSlide {
        Scene scene;
        content::Steady until{0};

        bool operator==(const PinnedSlide&) const = default;
    };
    std::optional<PinnedSlide> pinned;
    std::optional<Drag> drag;  ///< of what the last stop shows
    SensitiveText query;       ///< typed into the search, until the visitor leaves its results; never stored or logged
    KeyboardLayout keyboard = KeyboardLayout::of_language;
    bool uses_focus = false;  ///< a key or the focus bar was used: the ring is drawn
    /// Ids of the notices that this visitor has seen, in a banner over the scene; the last one is the newest, and its
    /// banner stays until `banner_until`.
    std::vector<std::string> seen_notices;
    content::Steady banner_until{0};
    content::Steady last_input{0};
    std::optional<content::Steady> warned_at;  ///< the idle warning has been up since then

    [[nodiscard]] bool is_browsing() const { return !history.empty(); }
    bool operator==(const Visit&) const = default;
};

/// A target was touched and released inside, or chosen with Enter.
struct Chosen {
    Action action;
    std::string id;
};
/// A finger came down. What lies under the finger must not change now.
struct Touched {};
/// The finger moved, on a frame that scrolls.
struct Dragged {
    float moved = 0;  ///< pixels downwards since the last of its inputs
};
/// The finger lifted and chose nothing.
struct Released {};
/// A key of a USB keyboard or keypad. With `read`, reading aloud begins, or begins again; `louder` and `quieter` change
/// its volume.
enum class Key { up, down, left, right, enter, escape, help, erase, read, louder, quieter };
struct Pressed {
    Key key;
};
/// Text from a USB keyboard, UTF-8.
struct Typed {
    std::string text;
};
/// Reading aloud is still talking to the visitor, who is therefore not idle.
struct SpeechOngoing {};
/// Time passed, nothing else happened.
struct TimePassed {};
using Input = std::variant<Chosen, Touched, Dragged, Released, Pressed, Typed, SpeechOngoing, TimePassed>;

/// What a visit needs to know about the picture the visitor acts on.
struct VisitContext {
    const Frame& frame;
    Scene attract;            ///< the loop's slide, which the first touch pins
    std::string notice = {};  ///< id of the newest notice of these minutes; empty: none
};

/// The visit after `input`. Pure; `now` is steady time. Promises, tested by a random walk: from every state Home is one
/// choice away (unless an emergency shows), and waiting leads back to the attract loop with a fresh Visit.
[[nodiscard]] Visit step(const Visit& visit, const Input& input, const VisitContext& context,
                         const Preferences& defaults, content::Steady now);

/// How long somebody who browses sees the banner of a notice (SCENES.md 2.6).
inline constexpr content::Steady banner_time{30'000};

/// How long the idle warning stays (WCAG 2.2.1 asks for 20 s).
inline constexpr content::Steady warning_time{20'000};

/// When `step` with TimePassed would change something; none while the attract loop runs undisturbed.
[[nodiscard]] std::optional<content::Steady> next_deadline(const Visit& visit, const Frame& frame, content::Steady now);

/// The scene of this visit: the last place of its history, the pinned slide, or the attract loop's own.
[[nodiscard]] Scene scene_of(const Visit& visit, const Scene& attract);

}  // namespace kiosk
