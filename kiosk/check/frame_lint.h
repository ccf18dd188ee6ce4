#pragma once

#include <string>
#include <vector>

#include "kiosk/frame/frame.h"
#include "kiosk/text/theme.h"

/// A linter for frames: reads one as a visitor's eyes and fingers would, and says what is wrong with it. It knows no
/// scene.
namespace kiosk {

enum class FaultKind {
    outside,          ///< text nearer to the picture's edge than the rules allow
    overflow,         ///< text larger than its box, or a word wider than its line
    shortened,        ///< an ellipsis stands for words: the scene means it, the author should know
    word_broken,      ///< a word goes on in the next line, or is wider than its line
    fact_cut,         ///< an ellipsis stands for a part of a date, time, room or address
    empty_panel,      ///< a panel, or most of the height of a large one, has nothing in it
    control_covered,  ///< what lies over the scene hides a part of something to touch
    overlap,          ///< two texts on one another
    covered,          ///< text on a code, a picture or line art
    contrast,         ///< under 4.5 to 1, large text under 3
    small_text,       ///< under the floor size
    missing_glyphs,   ///< no font has the character
    small_target,     ///< under 7u or 20 mm high
    target_overlap,   ///< two targets of one layer on one another
    target_outside,   ///< not wholly in the picture
    code,             ///< modules under 4 px, no white around, or not wholly in the picture
};
[[nodiscard]] std::string_view name(FaultKind kind);

struct LintFault {
    FaultKind kind = FaultKind::outside;
    Rect where;
    std::string message;  ///< for people: what, where, which limit

    bool operator==(const LintFault&) const = default;
};

/// What a frame may do; lengths in u.
struct LintRules {
    float edge = 2.0F;           ///< text keeps this far from the edges (burn-in shift and bezel)
    double diagonal_inches = 0;  ///< of the screen; 0: unknown, 20 mm are not checked
};

/// The faults of the frame, in the order of its elements; empty: nothing is wrong.
[[nodiscard]] std::vector<LintFault> lint_frame(const Frame& frame, Text& text, const Tokens& tokens,
                                                const LintRules& rules = {});
/// The faults of contrast alone: another theme with the same fonts can change nothing else.
[[nodiscard]] std::vector<LintFault> lint_contrast(const Frame& frame);

}  // namespace kiosk
