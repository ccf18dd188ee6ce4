#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "content/base/steady.h"
#include "kiosk/text/geometry.h"
#include "kiosk/visit/touch_filter.h"

/// What a scripted or random visitor does to the screen, before any window system.
namespace kiosk {

struct PointerInput {
    std::int64_t finger = 1;  ///< 0: the mouse
    ContactPhase phase = ContactPhase::down;
    Point place;  ///< share of width and height, 0 to 1
};
struct KeyInput {
    std::string name;  ///< SDL's: "F1", "Return", "Keypad 5"
};
struct TextInput {
    std::string text;  ///< one letter, UTF-8
};
using VisitorInput = std::variant<PointerInput, KeyInput, TextInput>;

struct TimedInput {
    content::Steady after{0};  ///< the one before
    VisitorInput what;
};

}  // namespace kiosk
