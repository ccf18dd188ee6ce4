#include "kiosk/widgets/reach.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kiosk {
namespace {

constexpr float seated_reach_mm = 1220;
constexpr float reach_for_controls = 38;  // u: with this much in reach the controls themselves move there
constexpr float everything_within = 12;   // u above the reach that hold nothing to touch
constexpr float assumed_reach = 40;       // u, when the screen's size is unknown
constexpr float assumed_reach_tall = 74;  // u, portrait

}  // namespace

float reach_units(const Screen& screen, Size size) {
    if (screen.diagonal_inches <= 0) return std::numeric_limits<float>::max();
    const double width = size.width;
    const double height = size.height;
    const double pixels = std::sqrt(width * width + height * height);
    const double mm_per_pixel = screen.diagonal_inches * mm_per_inch / pixels;
    const double unit_mm = std::min(width, height) / 100 * mm_per_pixel;
    return static_cast<float>((seated_reach_mm - static_cast<float>(screen.bottom_mm)) / unit_mm);
}

bool uses_focus_bar(const Composer& composer) {
    const View& view = composer.view();
    return view.browsing && view.browsing->preferences.reach == Reach::low &&
           reach_units(composer.screen(), view.size) < reach_for_controls;
}

std::optional<float> reach_top(const Composer& composer) {
    const View& view = composer.view();
    if (!view.browsing || view.browsing->preferences.reach != Reach::low || uses_focus_bar(composer)) {
        return std::nullopt;
    }
    const bool is_known = composer.screen().diagonal_inches > 0;
    const float assumed = composer.is_portrait() ? assumed_reach_tall : assumed_reach;
    const float reach = composer.u(is_known ? reach_units(composer.screen(), view.size) : assumed);
    if (reach > composer.height() - composer.u(everything_within)) return std::nullopt;
    return composer.height() - reach;
}

}  // namespace kiosk
