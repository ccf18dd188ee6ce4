#pragma once

#include <string>

#include "kiosk/frame/composer.h"

namespace kiosk {

enum class Icon {
    touch,
    accessibility,
    chevron_back,
    check,
    offline,
    warning,
    clock,
    step_free,
    home,
    calendar,
    story,
    link,
    search,
    globe,
    chevron_forward,
    chevron_up,
    chevron_down,
    close,
    text_size,
    contrast,
    reach,
    motion,
    listen,
    erase,
    no_audio,
};
/// Draws the icon as large as fits the middle of `box`. Icons that point along the lines of text are mirrored with the
/// frame; a check or a clock reads the same in every direction of writing.
void draw_icon(Composer& composer, Icon icon, const Rect& box, Colour colour);
/// A thick arrow as on exit signs, never mirrored.
void draw_arrow(Composer& composer, Arrow arrow, const Rect& box, Colour colour);
/// Key of the words for where an arrow points: "ahead on the left".
[[nodiscard]] std::string key_of_direction(Arrow arrow);
/// "Nearest exit: ahead on the left, 40 m".
[[nodiscard]] std::string nearest_exit_words(const Composer& composer, const Exit& exit);

}  // namespace kiosk
