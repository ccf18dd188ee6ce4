#include "kiosk/frame/path.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace kiosk {
namespace {

constexpr float flattening_error = 0.08F;  // pixels
constexpr float degrees = std::numbers::pi_v<float> / 180;

Point direction_between(Point from, Point to) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    assert(length > 0);
    return {(to.x - from.x) / length, (to.y - from.y) / length};
}

/// Right-hand side of a direction; y grows downwards.
Point right_of(Point direction) {
    return {-direction.y, direction.x};
}

Point along(Point origin, Point direction, float distance) {
    return {origin.x + direction.x * distance, origin.y + direction.y * distance};
}

}  // namespace

Path& Path::to(Point point) {
    points_.push_back(point);
    return *this;
}

Path& Path::arc(Point centre, float radius, float from_degrees, float to_degrees) {
    const float sweep = std::abs(to_degrees - from_degrees) * degrees;
    const float step = 2 * std::acos(1 - std::min(1.0F, flattening_error / std::max(radius, flattening_error)));
    const int pieces = std::max(4, static_cast<int>(std::ceil(sweep / step)));
    for (int piece = 0; piece <= pieces; ++piece) {
        const float part = static_cast<float>(piece) / static_cast<float>(pieces);
        const float angle = (from_degrees + (to_degrees - from_degrees) * part) * degrees;
        points_.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return *this;
}

std::vector<Point> offset_line(const std::vector<SpinePoint>& spine, float offset) {
    assert(spine.size() >= 2);
    Path path;
    const Point first = direction_between(spine[0].at, spine[1].at);
    path.to(along(spine[0].at, right_of(first), offset));
    for (std::size_t index = 1; index + 1 < spine.size(); ++index) {
        const SpinePoint& corner = spine[index];
        const Point before = direction_between(spine[index - 1].at, corner.at);
        const Point after = direction_between(corner.at, spine[index + 1].at);
        const float turn = before.x * after.y - before.y * after.x;  // over 0: to the right
        const float side = turn > 0 ? 1.0F : -1.0F;
        const float half = std::acos(std::clamp(before.x * after.x + before.y * after.y, -1.0F, 1.0F)) / 2;
        const Point tangent = along(corner.at, before, -corner.radius * std::tan(half));
        const Point centre = along(tangent, right_of(before), side * corner.radius);
        const float radius = corner.radius - side * offset;
        assert(radius > 0);
        const Point start = along(centre, right_of(before), -side * radius);
        const float from = std::atan2(start.y - centre.y, start.x - centre.x) / degrees;
        path.arc(centre, radius, from, from + side * 2 * half / degrees);
    }
    const Point last = direction_between(spine[spine.size() - 2].at, spine.back().at);
    path.to(along(spine.back().at, right_of(last), offset));
    return path.take();
}

}  // namespace kiosk
