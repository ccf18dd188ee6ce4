#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/frame.h"
#include "kiosk/text/theme.h"

/// A linter for pictures: reads a Frame as a visitor's eyes and fingers would, and says what is wrong with it. Knows no
/// scene.
namespace kiosk {

enum class FaultKind {
    outside,         ///< text nearer to the picture's edge than the rules allow
    overflow,        ///< text larger than its box, or a word wider than its line
    shortened,       ///< an ellipsis stands for words; meant so by the scene, to be known by the author
    overlap,         ///< two texts on one another
    covered,         ///< text on a code, a picture or line art
    contrast,        ///< under 4.5 to 1, large text under 3
    small_text,      ///< under the floor size
    missing_glyphs,  ///< no font has the character
    small_target,    ///< under 7u or 20 mm high
    target_overlap,  ///< two targets of one layer on one another
    target_outside,  ///< not wholly in the picture
    code,            ///< modules under 4 px, no white around, or not wholly in the picture
};
[[nodiscard]] std::string_view name(FaultKind kind);

struct LayoutFault {
    FaultKind kind = FaultKind::outside;
    Rect where;
    std::string message;  ///< for people: what, where, which limit

    bool operator==(const LayoutFault&) const = default;
};

/// What a picture may do; lengths in u.
struct LayoutRules {
    float edge = 2.0F;           ///< text keeps this far from the edges (orbit and bezel)
    double diagonal_inches = 0;  ///< of the screen; 0: unknown, 20 mm are not checked
};

/// Empty: nothing wrong.
[[nodiscard]] std::vector<LayoutFault> check_frame(const Frame& frame, Text& text, const Tokens& tokens,
                                                   const LayoutRules& rules = {});
/// Only the contrasts: all that another theme with the same fonts can change.
[[nodiscard]] std::vector<LayoutFault> check_contrast(const Frame& frame);

}  // namespace kiosk
