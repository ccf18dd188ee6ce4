#include "kiosk/paint/raster.h"

#include <cmath>
#include <optional>

namespace kiosk {
namespace {

std::uint8_t to_coverage(float amount) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(amount, 0.0F, 1.0F) * 255.0F));
}

std::size_t cells(const PixelRect& area) {
    return static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height);
}

Rect bounds(const std::vector<Point>& points, float margin) {
    Point low = points.front();
    Point high = low;
    for (const Point& point : points) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    return {low.x - margin, low.y - margin, high.x - low.x + 2 * margin, high.y - low.y + 2 * margin};
}

/// One straight piece of a stroke.
struct Segment {
    Point from;
    Point direction;  ///< unit
    float length = 0;
    bool flat_start = false;
    bool flat_end = false;

    [[nodiscard]] float coverage(Point p, float half) const {
        const float dx = p.x - from.x;
        const float dy = p.y - from.y;
        const float along = dx * direction.x + dy * direction.y;
        const float across = dx * direction.y - dy * direction.x;
        if (along < 0 && flat_start) return std::min(half - std::abs(across), along) + 0.5F;
        if (along > length && flat_end) return std::min(half - std::abs(across), length - along) + 0.5F;
        const float beyond = along < 0 ? along : (along > length ? along - length : 0.0F);
        const float squared = across * across + beyond * beyond;
        const float full = half - 0.5F;
        float covered = 0;
        if (full > 0 && squared <= full * full) {
            covered = 1;
        } else if (squared < (half + 0.5F) * (half + 0.5F)) {
            covered = half + 0.5F - std::sqrt(squared);
        }
        if (flat_start) covered = std::min(covered, along + 0.5F);
        if (flat_end) covered = std::min(covered, length - along + 0.5F);
        return covered;
    }
};

std::vector<Segment> segments_of(const std::vector<Point>& points, bool round) {
    std::vector<Segment> segments;
    segments.reserve(points.size());
    for (std::size_t i = 1; i < points.size(); ++i) {
        const float dx = points[i].x - points[i - 1].x;
        const float dy = points[i].y - points[i - 1].y;
        const float length = std::sqrt(dx * dx + dy * dy);
        if (length < 1e-4F) continue;
        segments.push_back({points[i - 1], {dx / length, dy / length}, length, false, false});
    }
    if (segments.empty() && round && !points.empty()) segments.push_back({points.front(), {1, 0}, 0, false, false});
    if (!segments.empty() && !round) {
        segments.front().flat_start = true;
        segments.back().flat_end = true;
    }
    return segments;
}

/// The pixels of row `y` that the segment can reach: long slanting pieces then cost their own area, not their box's.
std::pair<int, int> columns(const Segment& segment, float y, float reach, const PixelRect& area) {
    float first = 0;
    float last = segment.length;
    if (std::abs(segment.direction.y) > 1e-3F) {
        const float a = (y - reach - segment.from.y) / segment.direction.y;
        const float b = (y + reach - segment.from.y) / segment.direction.y;
        first = std::clamp(std::min(a, b), 0.0F, segment.length);
        last = std::clamp(std::max(a, b), 0.0F, segment.length);
    }
    const float x0 = segment.from.x + segment.direction.x * first;
    const float x1 = segment.from.x + segment.direction.x * last;
    return {std::max(area.x, static_cast<int>(std::floor(std::min(x0, x1) - reach))),
            std::min(area.right(), static_cast<int>(std::ceil(std::max(x0, x1) + reach)))};
}

void add_segment(Mask& mask, const Segment& segment, float half) {
    const float reach = half + 1;
    const float y0 = segment.from.y;
    const float y1 = segment.from.y + segment.direction.y * segment.length;
    const int top = std::max(mask.area.y, static_cast<int>(std::floor(std::min(y0, y1) - reach)));
    const int bottom = std::min(mask.area.bottom(), static_cast<int>(std::ceil(std::max(y0, y1) + reach)));
    for (int y = top; y < bottom; ++y) {
        const float centre_y = static_cast<float>(y) + 0.5F;
        const auto [left, right] = columns(segment, centre_y, reach, mask.area);
        std::uint8_t* row = mask.coverage.data() +
                            static_cast<std::size_t>(y - mask.area.y) * static_cast<std::size_t>(mask.area.width);
        for (int x = left; x < right; ++x) {
            std::uint8_t& cell = row[x - mask.area.x];
            if (cell == 255) continue;
            cell = std::max(cell, to_coverage(segment.coverage({static_cast<float>(x) + 0.5F, centre_y}, half)));
        }
    }
}

}  // namespace

std::vector<Point> part_of(const std::vector<Point>& points, float from, float to) {
    if (from <= 0 && to >= 1) return points;
    float total = 0;
    const auto distance = [](Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); };
    for (std::size_t i = 1; i < points.size(); ++i)
        total += distance(points[i - 1], points[i]);
    const float start = total * std::max(from, 0.0F);
    const float end = total * std::min(to, 1.0F);
    std::vector<Point> part;
    float walked = 0;
    for (std::size_t i = 1; i < points.size() && walked < end; ++i) {
        const float length = distance(points[i - 1], points[i]);
        const float next = walked + length;
        if (length > 0 && next > start) {
            const auto at = [&](float along) {
                const float t = std::clamp((along - walked) / length, 0.0F, 1.0F);
                return Point{points[i - 1].x + (points[i].x - points[i - 1].x) * t,
                             points[i - 1].y + (points[i].y - points[i - 1].y) * t};
            };
            if (part.empty()) part.push_back(at(start));
            part.push_back(at(end));
        }
        walked = next;
    }
    return part;
}

Mask stroke_mask(const Stroke& stroke, float drawn, const PixelRect& within) {
    Mask mask;
    const std::vector<Point> points = part_of(stroke.points, 0, drawn);
    if (points.empty() || stroke.width <= 0) return mask;
    // A line thinner than a pixel keeps one pixel's width; its colour would otherwise break up into dots.
    const float half = std::max(stroke.width, 1.0F) / 2;
    mask.area = covering(bounds(points, half + 1)).intersection(within);
    if (!stroke.clip.is_empty()) mask.area = mask.area.intersection(snapped(stroke.clip));
    if (mask.area.is_empty()) return mask;
    mask.coverage.assign(cells(mask.area), 0);
    for (const Segment& segment : segments_of(points, stroke.round))
        add_segment(mask, segment, half);
    return mask;
}

Mask polygon_mask(const std::vector<Point>& points, const PixelRect& within) {
    Mask mask;
    if (points.size() < 3) return mask;
    mask.area = covering(bounds(points, 1)).intersection(within);
    if (mask.area.is_empty()) return mask;
    float doubled_area = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& a = points[i];
        const Point& b = points[(i + 1) % points.size()];
        doubled_area += a.x * b.y - b.x * a.y;
    }
    const float turn = doubled_area < 0 ? -1.0F : 1.0F;
    std::vector<Segment> edges;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point& a = points[i];
        const Point& b = points[(i + 1) % points.size()];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        if (length < 1e-4F) continue;
        edges.push_back({a, {(b.x - a.x) / length, (b.y - a.y) / length}, length, false, false});
    }
    mask.coverage.assign(cells(mask.area), 0);
    std::size_t cell = 0;
    for (int y = mask.area.y; y < mask.area.bottom(); ++y) {
        for (int x = mask.area.x; x < mask.area.right(); ++x, ++cell) {
            float inside = 1;
            for (const Segment& edge : edges) {
                const float dx = static_cast<float>(x) + 0.5F - edge.from.x;
                const float dy = static_cast<float>(y) + 0.5F - edge.from.y;
                inside = std::min(inside, turn * (edge.direction.x * dy - edge.direction.y * dx) + 0.5F);
            }
            mask.coverage[cell] = to_coverage(inside);
        }
    }
    return mask;
}

Mask corner_mask(float outer, float inner, Corner corner) {
    const int side = static_cast<int>(std::ceil(outer));
    Mask mask{{0, 0, side, side}, {}};
    mask.coverage.resize(cells(mask.area));
    const bool is_right = corner == Corner::top_right || corner == Corner::bottom_right;
    const bool is_bottom = corner == Corner::bottom_left || corner == Corner::bottom_right;
    std::size_t cell = 0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x, ++cell) {
            const int from_edge_x = is_right ? side - 1 - x : x;
            const int from_edge_y = is_bottom ? side - 1 - y : y;
            const float distance = std::hypot(outer - (static_cast<float>(from_edge_x) + 0.5F),
                                              outer - (static_cast<float>(from_edge_y) + 0.5F));
            const float cut = inner > 0 ? std::clamp(inner - distance + 0.5F, 0.0F, 1.0F) : 0.0F;
            mask.coverage[cell] = to_coverage(std::clamp(outer - distance + 0.5F, 0.0F, 1.0F) - cut);
        }
    }
    return mask;
}

}  // namespace kiosk
