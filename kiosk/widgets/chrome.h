#pragma once

#include "kiosk/frame/composer.h"

/// What every scene shares: header, language strip, buttons, code plates, six-line rule. Positions are in pixels from
/// the start side; each function draws and returns what it took.
namespace kiosk {

enum class Ground { paper, navy, colour };  ///< which ink is readable on it

/// Wordmark at the start, date and clock at the end (with the quiet offline badge), in the box; returns its bottom.
float draw_header(Composer& composer, const Rect& box, Ground ground);
/// Date and clock (with the quiet offline badge) at the end of the box; returns the width taken.
float draw_date_and_clock(Composer& composer, const Rect& box, Ground ground);
/// The mark (a fan of six lines, the frame's language lit), a name and a quieter second line (may be empty); returns
/// the width taken.
float draw_wordmark(Composer& composer, const Rect& box, const std::string& name, const std::string& unit,
                    Ground ground);
/// Navy band across the top with header, serif title and a second line; returns its height including the six-line rule
/// under it. `tabs_width` is kept free at the end side in landscape, under the title in portrait (then `tabs` tells
/// where).
struct TitleBand {
    float bottom = 0;
    Rect tabs;  ///< free area for tabs, or empty
};
TitleBand draw_title_band(Composer& composer, const std::string& title, const std::string& subtitle, float tabs_width);
/// Six thin lines across the width, the frame's language lit.
void draw_six_line_rule(Composer& composer, float y, float height);
/// The language strip: one touch target per language of the edition, the frame's own lit and bold.
void draw_language_strip(Composer& composer, const Rect& box);
/// Height of the strip in pixels at this text size.
[[nodiscard]] float language_strip_height(const Composer& composer);
/// Pill buttons; height at least 7u. Return the rectangle taken. `x` is the start edge (explore) or end edge (others).
Rect draw_explore_pill(Composer& composer, float x, float y);
Rect draw_accessibility_button(Composer& composer, float end_x, float y, Ground ground = Ground::paper);
Rect draw_language_button(Composer& composer, float end_x, float y, Ground ground = Ground::paper);
[[nodiscard]] float language_button_width(const Composer& composer);
[[nodiscard]] float button_height(const Composer& composer);
/// White code plate with "Continue on your phone", address and hint beside it, on a coloured ground, inside `box`.
/// The code grows up to the box when its modules would be too small at `code_u`.
/// Falls back to the address alone when the code cannot be drawn.
void draw_code_plate(Composer& composer, const Rect& box, const std::string& url, const std::string& title,
                     const std::string& hint, float code_u);
/// Explore pill, Accessibility and language strip at the bottom of a column, in that order; returns where they begin.
/// Nothing on a screen without touch.
float draw_bottom_controls(Composer& composer, float x, float width, float bottom);
/// Height of what draw_bottom_controls draws.
[[nodiscard]] float bottom_controls_height(const Composer& composer);
/// Small rounded tag with a word: "Live now" (solid with a saffron dot), "Room changed" (yellow), "Cancelled"
/// (outline).
enum class TagKind { live, changed, cancelled, plain };
Rect draw_tag(Composer& composer, float x, float y, const std::string& word, TagKind kind);
[[nodiscard]] Size measure_tag(Composer& composer, const std::string& word, TagKind kind);
/// Topic bar, topic name, and a quieter second part, on one line; returns its bottom.
float draw_kicker(Composer& composer, float x, float y, float width, const TopicLook& look, const std::string& name,
                  const std::string& detail);

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
    no_audio
};
void draw_icon(Composer& composer, Icon icon, const Rect& box, Colour colour);
/// A thick arrow as on exit signs, never mirrored.
void draw_arrow(Composer& composer, Arrow arrow, const Rect& box, Colour colour);

}  // namespace kiosk
