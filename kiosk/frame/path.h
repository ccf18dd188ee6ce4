#pragma once

#include <vector>

#include "kiosk/text/geometry.h"

namespace kiosk {

/// Builds polylines of straight pieces and arcs. Angles are in degrees, clockwise on the screen from the x axis.
class Path {
public:
    Path& to(Point point);
    /// Goes straight to the arc's first point, then along it. The flattening error is under a tenth of a pixel.
    Path& arc(Point centre, float radius, float from_degrees, float to_degrees);
    [[nodiscard]] std::vector<Point> take() { return std::move(points_); }

private:
    std::vector<Point> points_;
};

/// A corner of a spine: where the straight pieces would meet, and the radius that rounds it (0: an end).
struct SpinePoint {
    Point at;
    float radius = 0;
};

/// The line that runs `offset` to the right of the spine, as seen when following it. Straight pieces are shifted; arcs
/// keep their centre. Radii must be larger than the offset, and straight pieces longer than the tangents at both ends.
[[nodiscard]] std::vector<Point> offset_line(const std::vector<SpinePoint>& spine, float offset);

}  // namespace kiosk
