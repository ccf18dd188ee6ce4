#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "kiosk/frame/path.h"
#include "kiosk/widgets/chrome.h"

namespace kiosk {
namespace {

/// Drawn on a grid of 24 by 24 with strokes 1.8 wide.
constexpr float icon_grid = 24;
constexpr float stroke_width = 1.8F;

/// One pen stroke: straight points and arcs in order.
struct Step {
    float x = 0;  ///< point, or centre of an arc
    float y = 0;
    float radius = 0;  ///< over 0: an arc
    float from = 0;    ///< degrees
    float to = 0;
};
using PenStroke = std::vector<Step>;

constexpr Step circle(float x, float y, float radius) {
    return {x, y, radius, 0, 360};
}

const std::vector<PenStroke>& pen_strokes(Icon icon) {
    static const std::vector<PenStroke> touch = {{{8, 15}, {9.5F, 4.8F, 1.5F, 180, 360}, {11, 11.2F}},
                                                 {{11, 11.2F}, {12.5F, 10.8F, 1.5F, 180, 360}, {14, 12.2F}},
                                                 {{14, 12.2F}, {15.5F, 11.8F, 1.5F, 180, 360}, {17, 13.2F}},
                                                 {{17, 13.2F},
                                                  {18.5F, 12.9F, 1.5F, 180, 360},
                                                  {14.5F, 15.8F, 5.5F, 0, 90},
                                                  {13.2F, 21.3F},
                                                  {12.6F, 15.9F, 5.4F, 90, 140},
                                                  {4.7F, 15.2F},
                                                  {5.9F, 14.3F, 1.5F, 143, 300},
                                                  {8, 15}}};
    static const std::vector<PenStroke> accessibility = {{circle(12, 4, 1.9F)},
                                                         {{4.5F, 8.2F}, {9.4F, 9.4F}, {14.6F, 9.4F}, {19.5F, 8.2F}},
                                                         {{9.4F, 9.4F}, {9.6F, 13.6F}, {7.4F, 21}},
                                                         {{14.6F, 9.4F}, {14.4F, 13.6F}, {16.6F, 21}},
                                                         {{9.6F, 14.2F}, {14.4F, 14.2F}}};
    static const std::vector<PenStroke> chevron = {{{15, 4.5F}, {7.5F, 12}, {15, 19.5F}}};
    static const std::vector<PenStroke> check = {{{4.5F, 12.5F}, {9.8F, 17.8F}, {19.8F, 6.5F}}};
    static const std::vector<PenStroke> offline = {
        {{18, 19}, {6.5F, 14.5F, 4.5F, 90, 236}, {10.5F, 9.5F, 5.2F, 170, 350}, {17.6F, 14.4F, 4.6F, 284, 435}},
        {{4.5F, 3}, {21, 21.5F}}};
    static const std::vector<PenStroke> warning = {{{12, 3}, {22.4F, 21}, {1.6F, 21}, {12, 3}, {12.6F, 4.04F}},
                                                   {{12, 9.6F}, {12, 14.6F}},
                                                   {{12, 17.7F}, {12, 17.8F}}};
    static const std::vector<PenStroke> clock = {{circle(12, 12, 9)}, {{12, 6.5F}, {12, 12}, {15.8F, 14.2F}}};
    static const std::vector<PenStroke> step_free = {
        {circle(9.5F, 3.6F, 1.6F)},
        {{9.5F, 7.4F}, {9.5F, 13.2F}, {15, 13.2F}, {17.6F, 19}, {19.8F, 18.2F}},
        {{9.5F, 9.8F}, {14.2F, 9.8F}},
        {{10.3F, 16.2F, 5.2F, 232, 22}}};
    static const std::vector<PenStroke> home = {
        {{3.5F, 11.2F}, {12, 3.8F}, {20.5F, 11.2F}},
        {{5.8F, 9.4F}, {5.8F, 20}, {9.8F, 20}, {9.8F, 14}, {14.2F, 14}, {14.2F, 20}, {18.2F, 20}, {18.2F, 9.4F}}};
    static const std::vector<PenStroke> calendar = {
        {{4, 5.5F}, {20, 5.5F}, {20, 20.5F}, {4, 20.5F}, {4, 5.5F}, {5, 5.5F}},
        {{4, 10}, {20, 10}},
        {{8.5F, 3}, {8.5F, 7}},
        {{15.5F, 3}, {15.5F, 7}}};
    static const std::vector<PenStroke> story = {{{5, 3.5F}, {19, 3.5F}, {19, 20.5F}, {5, 20.5F}, {5, 3.5F}, {6, 3.5F}},
                                                 {{8.5F, 8}, {15.5F, 8}},
                                                 {{8.5F, 12}, {15.5F, 12}},
                                                 {{8.5F, 16}, {13, 16}}};
    static const std::vector<PenStroke> link = {{{4, 4}, {10, 4}, {10, 10}, {4, 10}, {4, 4}, {5, 4}},
                                                {{14, 4}, {20, 4}, {20, 10}, {14, 10}, {14, 4}, {15, 4}},
                                                {{4, 14}, {10, 14}, {10, 20}, {4, 20}, {4, 14}, {5, 14}},
                                                {{14, 14}, {16.5F, 14}, {16.5F, 16.5F}},
                                                {{20, 14}, {20, 16.5F}},
                                                {{14, 20}, {14.1F, 20}},
                                                {{17, 20}, {20, 20}}};
    static const std::vector<PenStroke> search = {{circle(10.5F, 10.5F, 6.5F)}, {{15.3F, 15.3F}, {20.8F, 20.8F}}};
    static const std::vector<PenStroke> globe = {{circle(12, 12, 9)},
                                                 {{3, 12}, {21, 12}},
                                                 {{20.125F, 12, 12.125F, 227.9F, 132.1F}},
                                                 {{3.875F, 12, 12.125F, -47.9F, 47.9F}}};
    static const std::vector<PenStroke> forward = {{{9, 4.5F}, {16.5F, 12}, {9, 19.5F}}};
    static const std::vector<PenStroke> up = {{{4.5F, 15.5F}, {12, 8}, {19.5F, 15.5F}}};
    static const std::vector<PenStroke> down = {{{4.5F, 8.5F}, {12, 16}, {19.5F, 8.5F}}};
    static const std::vector<PenStroke> close = {{{5.5F, 5.5F}, {18.5F, 18.5F}}, {{18.5F, 5.5F}, {5.5F, 18.5F}}};
    static const std::vector<PenStroke> text_size = {{{2, 19}, {7.5F, 5}, {13, 19}},
                                                     {{4, 14}, {11, 14}},
                                                     {{14.5F, 19}, {18, 10}, {21.5F, 19}},
                                                     {{15.8F, 16}, {20.2F, 16}}};
    static const std::vector<PenStroke> contrast = {
        {circle(12, 12, 9)}, {{12, 3}, {12, 21}}, {{15, 4}, {15, 20}}, {{18, 6}, {18, 18}}};
    static const std::vector<PenStroke> reach = {
        {{12, 3}, {12, 15}}, {{6.5F, 10}, {12, 15.5F}, {17.5F, 10}}, {{4, 20.5F}, {20, 20.5F}}};
    static const std::vector<PenStroke> motion = {
        {{2.5F, 7.5F}, {9, 7.5F}}, {{2.5F, 12}, {12, 12}}, {{2.5F, 16.5F}, {9, 16.5F}}, {circle(17, 12, 4.5F)}};
    static const std::vector<PenStroke> listen = {
        {{3, 9.5F}, {7, 9.5F}, {12, 5}, {12, 19}, {7, 14.5F}, {3, 14.5F}, {3, 9.5F}, {4, 9.5F}},
        {{12, 12, 4.2F, -45, 45}},
        {{12, 12, 8.2F, -45, 45}}};
    static const std::vector<PenStroke> no_audio = {
        {{3, 9.5F}, {7, 9.5F}, {12, 5}, {12, 19}, {7, 14.5F}, {3, 14.5F}, {3, 9.5F}, {4, 9.5F}},
        {{16, 9.5F}, {21, 14.5F}},
        {{21, 9.5F}, {16, 14.5F}}};
    static const std::vector<PenStroke> erase = {
        {{8.5F, 5.5F}, {21, 5.5F}, {21, 18.5F}, {8.5F, 18.5F}, {2.5F, 12}, {8.5F, 5.5F}, {9.5F, 5.5F}},
        {{11.5F, 9}, {17.5F, 15}},
        {{17.5F, 9}, {11.5F, 15}}};
    switch (icon) {
        case Icon::touch: return touch;
        case Icon::accessibility: return accessibility;
        case Icon::chevron_back: return chevron;
        case Icon::check: return check;
        case Icon::offline: return offline;
        case Icon::warning: return warning;
        case Icon::clock: return clock;
        case Icon::step_free: return step_free;
        case Icon::home: return home;
        case Icon::calendar: return calendar;
        case Icon::story: return story;
        case Icon::link: return link;
        case Icon::search: return search;
        case Icon::globe: return globe;
        case Icon::chevron_forward: return forward;
        case Icon::chevron_up: return up;
        case Icon::chevron_down: return down;
        case Icon::close: return close;
        case Icon::text_size: return text_size;
        case Icon::contrast: return contrast;
        case Icon::reach: return reach;
        case Icon::motion: return motion;
        case Icon::listen: return listen;
        case Icon::erase: return erase;
        case Icon::no_audio: return no_audio;
    }
    return story;
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
    for (const PenStroke& pen_stroke : pen_strokes(icon)) {
        Path path;
        for (const Step& step : pen_stroke) {
            const Point point{origin.x + step.x * unit, origin.y + step.y * unit};
            if (step.radius > 0) {
                path.arc(point, step.radius * unit, step.from, step.to);
            } else {
                path.to(point);
            }
        }
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

}  // namespace kiosk
