#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/language.h"
#include "content/base/result.h"
#include "kiosk/text/geometry.h"
#include "kiosk/text/text.h"

/// The design tokens (assets/tokens.json, built into the program) as values: the sizes, colours and times that scenes
/// share. A length that only one scene or widget uses stands there, in u.
namespace kiosk {

enum class ThemeName { light, dark, high_contrast };
[[nodiscard]] std::optional<ThemeName> parse_theme(std::string_view text);  ///< "light", "dark", "hc"

/// Colours of one theme, plus what stays the same in all (chrome, urgent).
struct Palette {
    Colour paper, card, tint, ink, ink2, ink3, line, blue, sun, live, cancel;
    Colour navy, on_navy, on_navy2;
    Colour notice_ground, notice_ink, emergency_ground, emergency_ground2, emergency_ink, exit_ground, clear_ground;
};

enum class ArtShape { gate, weave, wave, steps, sunrise, road, rise, confluence };

/// A topic's colours. In high contrast the ground is black and the art is left out.
struct TopicLook {
    Colour ink;  ///< on paper or card of the theme
    Colour ground;
    std::array<Colour, 6> ramp;
    ArtShape shape = ArtShape::wave;
};

/// Sizes in u before the text factor; see SCENES.md 3.1.
struct TypeScale {
    float countdown, evac, room, clock_xl, h1, programme_title, article_title, sheet_title, lead, gist, body, row_title,
        button, label, meta, nav, floor;
};

struct LineHeights {
    float head, ui, body;
};

struct Motion {  // milliseconds
    int slide_fade, text_in, text_stagger, lines_draw, page_change, urgent_in, reduced;
};

struct Timing {  // seconds
    int slide_min, slide_max, programme_page, links_page, call, idle_article_min, idle_article_max;
};

struct Tokens {
    float margin_x, margin_y;            ///< u
    float radius_s, radius_m, radius_l;  ///< u
    float target_height;                 ///< u
    float target_mm;
    TypeScale type;
    LineHeights latin, cyrillic, arabic, cjk;
    std::map<ThemeName, Palette> palettes;
    std::map<std::string, std::map<ThemeName, TopicLook>, std::less<>> topics;
    float line_thickness, line_gap;  ///< six lines: fractions of m = min(panel) * zoom
    Motion motion;
    Timing time;
    float shift_u;  ///< radius of the ring on which the whole picture moves, so that pixels age alike
    int shift_steps;
    int side_swap_every_loops;

    [[nodiscard]] const TopicLook& look(std::string_view name, ThemeName theme) const;  ///< unknown: "general"
    [[nodiscard]] const LineHeights& line_heights(content::Language language) const;
};

/// `json` is the file's text. Every token must be there: Code::bad_input names one that is missing or malformed.
[[nodiscard]] content::Result<Tokens> parse_tokens(std::string_view json);
/// The tokens of the file built into the program.
[[nodiscard]] const Tokens& default_tokens();

}  // namespace kiosk
