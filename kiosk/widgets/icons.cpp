#include "kiosk/widgets/icons.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "kiosk/frame/path.h"

namespace kiosk {
namespace {

/// Drawn on a grid of 24 by 24 with strokes 1.8 wide.
constexpr float icon_grid = 24;
constexpr float stroke_width = 1.8F;

/// One step of the pen: to a point, or along an arc.
struct Step {
    float x = 0;  ///< of the point, or of the arc's centre
    float y = 0;
    float radius = 0;  ///< over 0: an arc
    float from = 0;    ///< degrees
    float to = 0;
    bool is_first = false;  ///< of a pen stroke
};

constexpr Step move_to(float x, float y) {
    return {x, y, 0, 0, 0, true};
}
constexpr Step line_to(float x, float y) {
    return {x, y};
}
constexpr Step arc_to(float x, float y, float radius, float from, float to) {
    return {x, y, radius, from, to};
}
/// A pen stroke that begins with an arc.
constexpr Step move_arc(float x, float y, float radius, float from, float to) {
    return {x, y, radius, from, to, true};
}
constexpr Step circle(float x, float y, float radius) {
    return move_arc(x, y, radius, 0, 360);
}

/// The drawings: one line for each pen stroke.
// clang-format off
constexpr Step touch_steps[] = {
    move_to(8, 15), arc_to(9.5F, 4.8F, 1.5F, 180, 360), line_to(11, 11.2F),
    move_to(11, 11.2F), arc_to(12.5F, 10.8F, 1.5F, 180, 360), line_to(14, 12.2F),
    move_to(14, 12.2F), arc_to(15.5F, 11.8F, 1.5F, 180, 360), line_to(17, 13.2F),
    move_to(17, 13.2F), arc_to(18.5F, 12.9F, 1.5F, 180, 360), arc_to(14.5F, 15.8F, 5.5F, 0, 90), line_to(13.2F,
        21.3F), arc_to(12.6F, 15.9F, 5.4F, 90, 140), line_to(4.7F, 15.2F), arc_to(5.9F, 14.3F, 1.5F, 143, 300), line_to(8, 15),
};
constexpr Step accessibility_steps[] = {
    circle(12, 4, 1.9F),
    move_to(4.5F, 8.2F), line_to(9.4F, 9.4F), line_to(14.6F, 9.4F), line_to(19.5F, 8.2F),
    move_to(9.4F, 9.4F), line_to(9.6F, 13.6F), line_to(7.4F, 21),
    move_to(14.6F, 9.4F), line_to(14.4F, 13.6F), line_to(16.6F, 21),
    move_to(9.6F, 14.2F), line_to(14.4F, 14.2F),
};
constexpr Step chevron_back_steps[] = {
    move_to(15, 4.5F), line_to(7.5F, 12), line_to(15, 19.5F),
};
constexpr Step check_steps[] = {
    move_to(4.5F, 12.5F), line_to(9.8F, 17.8F), line_to(19.8F, 6.5F),
};
constexpr Step offline_steps[] = {
    move_to(18, 19), arc_to(6.5F, 14.5F, 4.5F, 90, 236), arc_to(10.5F, 9.5F, 5.2F, 170, 350), arc_to(17.6F,
        14.4F, 4.6F, 284, 435),
    move_to(4.5F, 3), line_to(21, 21.5F),
};
constexpr Step warning_steps[] = {
    move_to(12, 3), line_to(22.4F, 21), line_to(1.6F, 21), line_to(12, 3), line_to(12.6F, 4.04F),
    move_to(12, 9.6F), line_to(12, 14.6F),
    move_to(12, 17.7F), line_to(12, 17.8F),
};
constexpr Step clock_steps[] = {
    circle(12, 12, 9),
    move_to(12, 6.5F), line_to(12, 12), line_to(15.8F, 14.2F),
};
constexpr Step step_free_steps[] = {
    circle(9.5F, 3.6F, 1.6F),
    move_to(9.5F, 7.4F), line_to(9.5F, 13.2F), line_to(15, 13.2F), line_to(17.6F, 19), line_to(19.8F, 18.2F),
    move_to(9.5F, 9.8F), line_to(14.2F, 9.8F),
    move_arc(10.3F, 16.2F, 5.2F, 232, 22),
};
constexpr Step home_steps[] = {
    move_to(3.5F, 11.2F), line_to(12, 3.8F), line_to(20.5F, 11.2F),
    move_to(5.8F, 9.4F), line_to(5.8F, 20), line_to(9.8F, 20), line_to(9.8F, 14), line_to(14.2F, 14),
        line_to(14.2F, 20), line_to(18.2F, 20), line_to(18.2F, 9.4F),
};
constexpr Step calendar_steps[] = {
    move_to(4, 5.5F), line_to(20, 5.5F), line_to(20, 20.5F), line_to(4, 20.5F), line_to(4, 5.5F), line_to(5, 5.5F),
    move_to(4, 10), line_to(20, 10),
    move_to(8.5F, 3), line_to(8.5F, 7),
    move_to(15.5F, 3), line_to(15.5F, 7),
};
constexpr Step story_steps[] = {
    move_to(5, 3.5F), line_to(19, 3.5F), line_to(19, 20.5F), line_to(5, 20.5F), line_to(5, 3.5F), line_to(6, 3.5F),
    move_to(8.5F, 8), line_to(15.5F, 8),
    move_to(8.5F, 12), line_to(15.5F, 12),
    move_to(8.5F, 16), line_to(13, 16),
};
constexpr Step link_steps[] = {
    move_to(4, 4), line_to(10, 4), line_to(10, 10), line_to(4, 10), line_to(4, 4), line_to(5, 4),
    move_to(14, 4), line_to(20, 4), line_to(20, 10), line_to(14, 10), line_to(14, 4), line_to(15, 4),
    move_to(4, 14), line_to(10, 14), line_to(10, 20), line_to(4, 20), line_to(4, 14), line_to(5, 14),
    move_to(14, 14), line_to(16.5F, 14), line_to(16.5F, 16.5F),
    move_to(20, 14), line_to(20, 16.5F),
    move_to(14, 20), line_to(14.1F, 20),
    move_to(17, 20), line_to(20, 20),
};
constexpr Step search_steps[] = {
    circle(10.5F, 10.5F, 6.5F),
    move_to(15.3F, 15.3F), line_to(20.8F, 20.8F),
};
constexpr Step globe_steps[] = {
    circle(12, 12, 9),
    move_to(3, 12), line_to(21, 12),
    move_arc(20.125F, 12, 12.125F, 227.9F, 132.1F),
    move_arc(3.875F, 12, 12.125F, -47.9F, 47.9F),
};
constexpr Step chevron_forward_steps[] = {
    move_to(9, 4.5F), line_to(16.5F, 12), line_to(9, 19.5F),
};
constexpr Step chevron_up_steps[] = {
    move_to(4.5F, 15.5F), line_to(12, 8), line_to(19.5F, 15.5F),
};
constexpr Step chevron_down_steps[] = {
    move_to(4.5F, 8.5F), line_to(12, 16), line_to(19.5F, 8.5F),
};
constexpr Step close_steps[] = {
    move_to(5.5F, 5.5F), line_to(18.5F, 18.5F),
    move_to(18.5F, 5.5F), line_to(5.5F, 18.5F),
};
constexpr Step text_size_steps[] = {
    move_to(2, 19), line_to(7.5F, 5), line_to(13, 19),
    move_to(4, 14), line_to(11, 14),
    move_to(14.5F, 19), line_to(18, 10), line_to(21.5F, 19),
    move_to(15.8F, 16), line_to(20.2F, 16),
};
constexpr Step contrast_steps[] = {
    circle(12, 12, 9),
    move_to(12, 3), line_to(12, 21),
    move_to(15, 4), line_to(15, 20),
    move_to(18, 6), line_to(18, 18),
};
constexpr Step reach_steps[] = {
    move_to(12, 3), line_to(12, 15),
    move_to(6.5F, 10), line_to(12, 15.5F), line_to(17.5F, 10),
    move_to(4, 20.5F), line_to(20, 20.5F),
};
constexpr Step motion_steps[] = {
    move_to(2.5F, 7.5F), line_to(9, 7.5F),
    move_to(2.5F, 12), line_to(12, 12),
    move_to(2.5F, 16.5F), line_to(9, 16.5F),
    circle(17, 12, 4.5F),
};
constexpr Step listen_steps[] = {
    move_to(3, 9.5F), line_to(7, 9.5F), line_to(12, 5), line_to(12, 19), line_to(7, 14.5F), line_to(3, 14.5F),
        line_to(3, 9.5F), line_to(4, 9.5F),
    move_arc(12, 12, 4.2F, -45, 45),
    move_arc(12, 12, 8.2F, -45, 45),
};
constexpr Step erase_steps[] = {
    move_to(8.5F, 5.5F), line_to(21, 5.5F), line_to(21, 18.5F), line_to(8.5F, 18.5F), line_to(2.5F, 12),
        line_to(8.5F, 5.5F), line_to(9.5F, 5.5F),
    move_to(11.5F, 9), line_to(17.5F, 15),
    move_to(17.5F, 9), line_to(11.5F, 15),
};
constexpr Step no_audio_steps[] = {
    move_to(3, 9.5F), line_to(7, 9.5F), line_to(12, 5), line_to(12, 19), line_to(7, 14.5F), line_to(3, 14.5F),
        line_to(3, 9.5F), line_to(4, 9.5F),
    move_to(16, 9.5F), line_to(21, 14.5F),
    move_to(21, 9.5F), line_to(16, 14.5F),
};
// clang-format on

std::span<const Step> steps_of(Icon icon) {
    switch (icon) {
        case Icon::touch: return touch_steps;
        case Icon::accessibility: return accessibility_steps;
        case Icon::chevron_back: return chevron_back_steps;
        case Icon::check: return check_steps;
        case Icon::offline: return offline_steps;
        case Icon::warning: return warning_steps;
        case Icon::clock: return clock_steps;
        case Icon::step_free: return step_free_steps;
        case Icon::home: return home_steps;
        case Icon::calendar: return calendar_steps;
        case Icon::story: return story_steps;
        case Icon::link: return link_steps;
        case Icon::search: return search_steps;
        case Icon::globe: return globe_steps;
        case Icon::chevron_forward: return chevron_forward_steps;
        case Icon::chevron_up: return chevron_up_steps;
        case Icon::chevron_down: return chevron_down_steps;
        case Icon::close: return close_steps;
        case Icon::text_size: return text_size_steps;
        case Icon::contrast: return contrast_steps;
        case Icon::reach: return reach_steps;
        case Icon::motion: return motion_steps;
        case Icon::listen: return listen_steps;
        case Icon::erase: return erase_steps;
        case Icon::no_audio: return no_audio_steps;
    }
    return {};
}

Point arrow_direction(Arrow arrow) {
    constexpr float diagonal = 0.70710678F;
    switch (arrow) {
        case Arrow::left: return {-1, 0};
        case Arrow::right: return {1, 0};
        case Arrow::up: return {0, -1};
        case Arrow::down: return {0, 1};
        case Arrow::up_left: return {-diagonal, -diagonal};
        case Arrow::up_right: return {diagonal, -diagonal};
        case Arrow::down_left: return {-diagonal, diagonal};
        case Arrow::down_right: return {diagonal, diagonal};
    }
    return {1, 0};
}

}  // namespace

void draw_icon(Composer& composer, Icon icon, const Rect& box, Colour colour) {
    const float side = std::min(box.width, box.height);
    const float unit = side / icon_grid;
    const Point origin{box.x + (box.width - side) / 2, box.y + (box.height - side) / 2};
    // A check or a clock reads the same in every direction of writing; "back" points to where reading came from.
    const bool follows_writing = icon == Icon::chevron_back || icon == Icon::chevron_forward || icon == Icon::erase;
    const bool is_physical = !follows_writing;
    if (is_physical) composer.begin_physical(box);
    std::span<const Step> steps = steps_of(icon);
    while (!steps.empty()) {
        const auto next = std::find_if(steps.begin() + 1, steps.end(), [](const Step& step) { return step.is_first; });
        Path path;
        for (auto step = steps.begin(); step != next; ++step) {
            const Point point{origin.x + step->x * unit, origin.y + step->y * unit};
            if (step->radius > 0) {
                path.arc(point, step->radius * unit, step->from, step->to);
            } else {
                path.to(point);
            }
        }
        steps = steps.subspan(static_cast<std::size_t>(next - steps.begin()));
        Stroke stroke;
        stroke.points = path.take();
        stroke.width = stroke_width * unit;
        stroke.colour = colour;
        stroke.round = true;
        composer.stroke(std::move(stroke));
    }
    if (is_physical) composer.end_physical();
}

void draw_arrow(Composer& composer, Arrow arrow, const Rect& box, Colour colour) {
    const float side = std::min(box.width, box.height);
    const Point centre{box.x + box.width / 2, box.y + box.height / 2};
    const Point forward = arrow_direction(arrow);
    // In parts of the side: the tip, the back of the head, the tail; half widths of head and shaft.
    constexpr float tip = 0.5F;
    constexpr float neck = 0.0F;
    constexpr float tail = -0.5F;
    constexpr float half_head = 0.42F;
    constexpr float half_shaft = 0.15F;
    const auto at = [&](float ahead, float aside) {
        return Point{centre.x + side * (forward.x * ahead - forward.y * aside),
                     centre.y + side * (forward.y * ahead + forward.x * aside)};
    };
    composer.begin_physical(box);
    composer.polygon(
        {at(tail, -half_shaft), at(neck + 0.01F, -half_shaft), at(neck + 0.01F, half_shaft), at(tail, half_shaft)},
        colour);
    composer.polygon({at(tip, 0), at(neck, half_head), at(neck, -half_head)}, colour);
    composer.end_physical();
}

std::string key_of_direction(Arrow arrow) {
    return fmt::format("emergency.{}", content::name_of(arrow_names, arrow));
}

std::string nearest_exit_words(const Composer& composer, const Exit& exit) {
    const std::string direction = composer.words(key_of_direction(exit.arrow));
    if (exit.distance_m == 0) return composer.words("emergency.nearest_exit", {{"direction", direction}});
    return composer.words("emergency.nearest_exit_distance",
                          {{"direction", direction}, {"metres", std::int64_t{exit.distance_m}}});
}

}  // namespace kiosk
