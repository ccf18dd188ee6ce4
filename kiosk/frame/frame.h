#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "content/base/time.h"
#include "kiosk/text/geometry.h"
#include "kiosk/text/text.h"

/// One picture as a plain value: what scenes return, what the layout check reads, what paint draws. Elements are
/// painted in order. Coordinates are final pixels: mirroring for right-to-left has already happened.
namespace kiosk {

/// How an element enters when its scene begins; afterwards everything is still.
enum class Entrance {
    with_panel,  ///< fades with the whole picture
    rises,       ///< text that rises, one step of the stagger per `order`
    draws,       ///< line art that draws on along its length
};

/// A rectangle, optionally rounded, optionally bordered (the border lies inside).
struct Fill {
    Rect rect;
    Colour colour;  ///< alpha 0: only the border
    float radius = 0;
    float border = 0;
    Colour border_colour;

    bool operator==(const Fill&) const = default;
};

struct TextBlock {
    Rect box;  ///< the measured extent; its width is what lines are aligned in
    TextSpec spec;
    Colour colour;
    Rect clip;  ///< painted only inside; empty: whole

    bool operator==(const TextBlock&) const = default;
};

/// A photo, cropped to cover `rect` around the focus point (0..1).
struct PhotoElement {
    Rect rect;
    std::string sha256;
    float focus_x = 0.5F;
    float focus_y = 0.5F;
    float radius = 0;

    bool operator==(const PhotoElement&) const = default;
};

/// A QR code on its white plate: integer origin, whole pixels per module, never mirrored or coloured.
struct QrCode {
    int x = 0;  ///< of the first module, the quiet zone is outside
    int y = 0;
    int module = 0;          ///< pixels per module, at least 4
    int modules = 0;         ///< per side
    std::vector<bool> dark;  ///< row by row
    std::string payload;     ///< what it says, for tests and for reading aloud

    bool operator==(const QrCode&) const = default;
};

/// A polyline with round or flat ends, already flattened finely enough for this size.
struct Stroke {
    std::vector<Point> points;
    float width = 0;
    Colour colour;
    bool round = false;
    bool is_art = false;  ///< one of the six lines: text must keep away from it
    bool accent = false;  ///< drawn on last
    Rect clip;            ///< painted only inside

    bool operator==(const Stroke&) const = default;
};

/// A filled convex polygon (icons, the warning triangle).
struct Polygon {
    std::vector<Point> points;
    Colour colour;

    bool operator==(const Polygon&) const = default;
};

struct Element {
    std::variant<Fill, TextBlock, PhotoElement, QrCode, Stroke, Polygon> what;
    Entrance entrance = Entrance::with_panel;
    int order = 0;

    bool operator==(const Element&) const = default;
};

/// What a touch on a target asks for. `id` is an item's id, a language code, ...; the visit decides what they mean.
enum class Action {
    open_home,
    open_story,
    open_event,
    open_call,
    open_link,
    open_programme,
    open_links,
    choose_language,
    open_accessibility,
    back,
    next_page,
    previous_page,
    // --- browsing -----------------------------------------------------------------------------------------------
    open_stories,  ///< id: a topic, or empty
    open_day,      ///< id: ISO date
    open_search,
    open_languages,
    scroll_to,  ///< id: "<paragraph>:<permille>", worked out by the frame
    close_overlay,
    keep_reading,  ///< idle warning
    start_over,
    set_text_scale,  ///< id: "1", "1.3", "1.6"
    set_contrast,    ///< id: "standard", "high"
    set_reach,       ///< id: "standard", "low"
    set_motion,      ///< id: "gentle", "none"
    set_time,        ///< id: "standard", "no_limit"
    set_read_aloud,  ///< id: "off", "on"
    set_volume,      ///< id: "quiet", "normal", "loud"
    reset_preferences,
    type_text,  ///< id: the letter
    erase_letter,
    clear_query,
    set_keyboard,  ///< id: "of_language", "latin", "cyrillic", "arabic"
    focus_next,
    focus_previous,
    focus_choose,
    // --- for staff ----------------------------------------------------------------------------------------------
    staff_digit,  ///< id: "0" to "9"
    staff_erase,
    staff_enter,
    staff_test,
    staff_restart,
    staff_exit,         ///< asks whether the way out is there
    staff_exit_answer,  ///< id: "yes" or "no"
    staff_close,
};

struct Target {
    Rect rect;
    Action action = Action::open_home;
    std::string id;
    std::string label;  ///< in the frame's language, for reading aloud and for tests
    int layer = 0;      ///< a higher one lies over a lower one; targets of one layer never overlap

    bool operator==(const Target&) const = default;
};

/// Where in a long text the visitor is: a paragraph keeps its number when the language changes.
struct Scroll {
    int paragraph = 0;
    int permille = 0;  ///< of that paragraph's height above the top edge

    bool operator==(const Scroll&) const = default;
};

/// What a finger can drag up and down, beside the buttons that do the same.
struct Scrolling {
    /// Where it can come to rest: a line of a text at the upper edge, or a page of a list.
    struct Place {
        float offset = 0;  ///< pixels
        Scroll scroll;     ///< of a text
        int page = 0;      ///< of a list

        bool operator==(const Place&) const = default;
    };
    std::vector<Place> places;  ///< from top to bottom; fewer than two: nothing scrolls
    float offset = 0;           ///< of what is shown
    bool is_text = false;       ///< shown between its places too; a list only at them

    [[nodiscard]] bool is_possible() const { return places.size() > 1; }
    bool operator==(const Scrolling&) const = default;
};

struct Frame {
    Size size;
    content::Language language = content::Language::en;
    std::vector<Element> elements;
    std::vector<Target> targets;
    Scrolling scrolling;
    /// Index of the first element of what lies over the scene and is read instead of it; 0: nothing does.
    std::size_t overlay_begins = 0;
    /// The moment this picture stops being true; none: never by itself.
    std::optional<content::Instant> next_change;
    /// How long the attract loop shows it, seconds (words per language; SCENES.md 1.3).
    int dwell_seconds = 12;
    /// How long a visitor may look at it without touching before the idle warning, seconds (SCENES.md 2.12).
    int idle_seconds = 45;
    /// What reading aloud says, in reading order, in the frame's language.
    std::vector<std::string> spoken;
    /// The language of `spoken` and of the targets that can be reached, when what lies over the scene has another one.
    std::optional<content::Language> spoken_language;

    bool operator==(const Frame&) const = default;

    /// Lays what `other` shows and offers over what is here. The frame is true until one of the two is not.
    void lay_over(const Frame& other) {
        elements.insert(elements.end(), other.elements.begin(), other.elements.end());
        targets.insert(targets.end(), other.targets.begin(), other.targets.end());
        if (other.next_change && (!next_change || *other.next_change < *next_change)) next_change = other.next_change;
    }
};

}  // namespace kiosk
