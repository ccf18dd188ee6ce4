#include "kiosk/paint/motion.h"

#include <cmath>
#include <numbers>

#include "kiosk/paint/raster.h"

namespace kiosk {
namespace {

/// CSS cubic-bezier(x1, y1, x2, y2): the curve's y where its x is t, found by halving (t is monotone in x).
float bezier(float t, float x1, float y1, float x2, float y2) {
    if (t <= 0) return 0;
    if (t >= 1) return 1;
    const auto curve = [](float s, float a, float b) {
        return 3 * a * s * (1 - s) * (1 - s) + 3 * b * s * s * (1 - s) + s * s * s;
    };
    float low = 0;
    float high = 1;
    for (int i = 0; i < 20; ++i) {
        const float middle = (low + high) / 2;
        (curve(middle, x1, x2) < t ? low : high) = middle;
    }
    return curve((low + high) / 2, y1, y2);
}

float share(int elapsed, int begin, int length) {
    if (length <= 0) return elapsed >= begin ? 1.0F : 0.0F;
    return std::clamp(static_cast<float>(elapsed - begin) / static_cast<float>(length), 0.0F, 1.0F);
}

constexpr float rise_u = 1.2F;
constexpr int max_orders = 12;  // a long list does not make the last row wait for seconds
constexpr float accent_begins = 0.7F;

const Stroke* stroke_of(const Element& element) {
    return std::get_if<Stroke>(&element.what);
}

}  // namespace

float ease_in_out(float t) {
    return bezier(t, 0.4F, 0, 0.2F, 1);
}
float ease_out(float t) {
    return bezier(t, 0.16F, 1, 0.3F, 1);
}
float ease_out_cubic(float t) {
    const float left = 1 - std::clamp(t, 0.0F, 1.0F);
    return 1 - left * left * left;
}

EntranceMotion::EntranceMotion(const Frame& frame, const Motion& motion, float u, MotionChoice choice)
    : motion_(motion), rise_(std::round(rise_u * u)), moves_(choice == MotionChoice::gentle) {
    if (!moves_) return;
    for (const Element& element : frame.elements) {
        if (element.entrance == Entrance::rises) {
            const int order = std::clamp(element.order, 0, max_orders);
            duration_ = std::max(duration_, order * motion.text_stagger + motion.text_in);
        } else if (element.entrance == Entrance::draws && stroke_of(element) != nullptr) {
            duration_ = std::max(duration_, motion.lines_draw);
            has_accent_ = has_accent_ || stroke_of(element)->accent;
        }
    }
}

Pose EntranceMotion::pose(const Element& element, int elapsed) const {
    if (!moves_ || elapsed >= duration_) return {};
    if (element.entrance == Entrance::rises) {
        const int begin = std::clamp(element.order, 0, max_orders) * motion_.text_stagger;
        const float t = ease_out(share(elapsed, begin, motion_.text_in));
        return {t, std::round((1 - t) * rise_), 1};
    }
    if (element.entrance == Entrance::draws) {
        const Stroke* stroke = stroke_of(element);
        if (stroke == nullptr) return {};
        // The accent follows the others, inside the same 1,200 ms.
        const int others =
            has_accent_ ? static_cast<int>(static_cast<float>(motion_.lines_draw) * accent_begins) : motion_.lines_draw;
        const float t =
            stroke->accent ? share(elapsed, motion_.lines_draw - others, others) : share(elapsed, 0, others);
        return {1, 0, ease_out_cubic(t)};
    }
    return {};
}

std::vector<PixelRect> EntranceMotion::changes(const Frame& frame, int from, int to) const {
    std::vector<PixelRect> areas;
    for (const Element& element : frame.elements) {
        const Pose before = pose(element, from);
        const Pose after = pose(element, to);
        if (before == after) continue;
        const Stroke* stroke = stroke_of(element);
        if (stroke == nullptr) {
            areas.push_back(painted_area(element, before).united(painted_area(element, after)));
            continue;
        }
        Element piece = element;
        // A little before the old end, because a flat end is anti-aliased.
        std::get<Stroke>(piece.what).points = part_of(stroke->points, before.drawn - 0.01F, after.drawn);
        PixelRect area = painted_area(piece, after);
        if (!stroke->clip.is_empty()) area = area.intersection(snapped(stroke->clip));
        areas.push_back(area);
    }
    return merged(std::move(areas));
}

std::vector<PixelRect> differences(const Frame& before, const Frame& after) {
    std::size_t prefix = 0;
    const std::size_t shorter = std::min(before.elements.size(), after.elements.size());
    std::vector<PixelRect> areas;
    if (before.elements.size() == after.elements.size()) {
        for (std::size_t i = 0; i < shorter; ++i) {
            if (before.elements[i] == after.elements[i]) continue;
            areas.push_back(painted_area(before.elements[i], {}));
            areas.push_back(painted_area(after.elements[i], {}));
        }
        return merged(std::move(areas));
    }
    while (prefix < shorter && before.elements[prefix] == after.elements[prefix])
        ++prefix;
    std::size_t suffix = 0;
    while (suffix < shorter - prefix &&
           before.elements[before.elements.size() - 1 - suffix] == after.elements[after.elements.size() - 1 - suffix]) {
        ++suffix;
    }
    for (const Frame* frame : {&before, &after}) {
        for (std::size_t i = prefix; i < frame->elements.size() - suffix; ++i) {
            areas.push_back(painted_area(frame->elements[i], {}));
        }
    }
    return merged(std::move(areas));
}

std::vector<PixelRect> merged(std::vector<PixelRect> areas) {
    std::erase_if(areas, [](const PixelRect& area) { return area.is_empty(); });
    const auto surface = [](const PixelRect& area) { return std::int64_t{area.width} * area.height; };
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < areas.size(); ++i) {
            for (std::size_t k = areas.size() - 1; k > i; --k) {
                const PixelRect both = areas[i].united(areas[k]);
                if (surface(both) * 4 > (surface(areas[i]) + surface(areas[k])) * 5) continue;
                areas[i] = both;
                areas.erase(areas.begin() + static_cast<std::ptrdiff_t>(k));
                again = true;
            }
        }
    }
    return areas;
}

Offset burn_in_shift(std::int64_t number, int steps, float radius) {
    if (steps <= 0) return {};
    const auto step = static_cast<int>(((number % steps) + steps) % steps);
    const double angle = 2 * std::numbers::pi * step / steps;
    return {static_cast<int>(std::lround(radius * std::cos(angle))),
            static_cast<int>(std::lround(radius * std::sin(angle)))};
}

int burn_in_margin(float radius) {
    return static_cast<int>(std::lround(radius));
}

}  // namespace kiosk
