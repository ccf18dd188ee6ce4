#pragma once

#include <string>

#include "kiosk/frame/composer.h"
#include "kiosk/widgets/ground.h"

/// The upper edge of a scene: header, title band, six-line rule. Positions are in pixels from the start side; each
/// function draws and returns what it took.
namespace kiosk {

/// Wordmark at the start, date and clock at the end (with the quiet offline badge), in the box; returns its bottom.
float draw_header(Composer& composer, const Rect& box, Ground ground);
/// Date and clock (with the quiet offline badge) at the end of the box; returns the width taken.
float draw_date_and_clock(Composer& composer, const Rect& box, Ground ground);
/// The mark (a fan of six lines, the frame's language lit), a name and a quieter second line (may be empty); returns
/// the width taken.
float draw_wordmark(Composer& composer, const Rect& box, const std::string& name, const std::string& unit,
                    Ground ground);

struct TitleBand {
    float bottom = 0;  ///< of the six-line rule under the band
    Rect tabs;         ///< free area for tabs, or empty
};
/// Navy band across the top with header, serif title and a second line. It keeps `tabs_width` free for tabs: at the end
/// side in landscape, under the title in portrait.
TitleBand draw_title_band(Composer& composer, const std::string& title, const std::string& subtitle, float tabs_width);
/// Six thin lines across the width, the frame's language lit.
void draw_six_line_rule(Composer& composer, float y, float height);

}  // namespace kiosk
