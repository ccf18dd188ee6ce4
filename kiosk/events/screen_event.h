#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "kiosk/text/geometry.h"
#include "kiosk/visit/touch_filter.h"
#include "kiosk/visit/visit.h"

/// What reaches the display from outside, whatever brings it: a window system, the kernel's devices, a script.
namespace kiosk {

/// A finger, or the mouse with its button down.
struct TouchEvent {
    std::int64_t finger = 1;  ///< 0: the mouse
    ContactPhase phase = ContactPhase::down;
    Point place;  ///< share of the panel's width and height, 0 to 1
};
struct KeyEvent {
    Key key = Key::enter;
};
/// What a keyboard wrote.
struct TextEvent {
    std::string text;  ///< UTF-8
};

enum class Notice {
    end,              ///< SIGTERM
    close,            ///< of the window, by its button or Ctrl+Alt+Q: for authors
    staff_page,       ///< Ctrl+Alt+S
    window_changed,   ///< its size, its pixels, or the panel under it
    uncovered,        ///< the window system wants the picture once more
    content_changed,  ///< in the source's folders
    woken,            ///< something that the App waits for is there
};

using ScreenEvent = std::variant<TouchEvent, KeyEvent, TextEvent, Notice>;

}  // namespace kiosk
