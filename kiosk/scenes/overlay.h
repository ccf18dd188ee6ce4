#pragma once

#include <optional>
#include <string>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/icons.h"

/// What lies over a scene while somebody browses: language picker, accessibility sheet, idle warning. Each is a frame
/// of its own, laid over the finished scene. It has the visitor's language and direction, whatever those of the scene.
namespace kiosk {

/// Draws View::browsing's overlay; there must be one.
void draw_overlay(Composer& composer);
/// Both as one frame, which is touched and read aloud as the overlay is.
[[nodiscard]] Frame lay_over(Frame scene, Frame overlay);

namespace overlays {

void languages(Composer& composer);
void accessibility(Composer& composer);
void idle_warning(Composer& composer);

/// Lower edge of what an overlay may cover. The focus bar stays free, because its buttons work the overlay too.
[[nodiscard]] float lowest(Composer& composer);
/// Darkens the scene.
void dim(Composer& composer);

struct ButtonLook {
    std::optional<Colour> ground;  ///< none: an outline
    Colour ink;
    Colour edge;
};
struct Button {
    std::string label;
    std::optional<Icon> icon;
    ButtonLook look;
    Action action = Action::close_overlay;
    std::string id;
    bool is_icon_only = false;
};
/// The button Home, one tap away while an overlay is open too. A button wider than `room` goes without its word.
[[nodiscard]] Button home_button(Composer& composer, const ButtonLook& look, float room);
[[nodiscard]] float button_width(Composer& composer, const Button& button);
[[nodiscard]] float button_height(Composer& composer);
void draw_button(Composer& composer, const Button& button, float x, float y);

}  // namespace overlays
}  // namespace kiosk
