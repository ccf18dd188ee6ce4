#include "kiosk/frame/focus.h"

#include <algorithm>
#include <cmath>

namespace kiosk {
namespace {

bool has_overlay(const Frame& frame) {
    return std::any_of(frame.targets.begin(), frame.targets.end(),
                       [](const Target& target) { return target.layer >= overlay_layer; });
}

bool moves_focus(Action action) {
    return action == Action::focus_next || action == Action::focus_previous || action == Action::focus_choose;
}

}  // namespace

std::vector<int> focus_order(const Frame& frame) {
    const int lowest = has_overlay(frame) ? overlay_layer : 0;
    std::vector<int> order;
    for (std::size_t i = 0; i < frame.targets.size(); ++i) {
        const Target& target = frame.targets[i];
        if (target.layer >= lowest && !moves_focus(target.action)) order.push_back(static_cast<int>(i));
    }
    return order;
}

namespace {

Point middle_of(const Rect& rect) {
    return {rect.x + rect.width / 2, rect.y + rect.height / 2};
}

/// Pixels between two spans; 0 where they overlap.
float gap_between(float a_begin, float a_end, float b_begin, float b_end) {
    return std::max({0.0F, b_begin - a_end, a_begin - b_end});
}

/// Whether the two stand in one row: they share half the height of the lower one.
bool share_row(const Rect& a, const Rect& b) {
    const float common = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return common > 0.5F * std::min(a.height, b.height);
}

class Arrows {
public:
    Arrows(const Frame& frame, int from) : frame_(frame), order_(focus_order(frame)), from_(from) {}

    [[nodiscard]] int sideways(float direction) const {
        const int next =
            nearest([&](const Rect& rect) { return share_row(rect, here()) ? ahead(rect, direction) : -1.0F; });
        if (next >= 0) return next;
        if (!is_lowest_row()) return order_.back();
        // Around: the farthest the other way.
        const int other = nearest([&](const Rect& rect) {
            const float behind = ahead(rect, -direction);
            return share_row(rect, here()) && behind > 0 ? far - behind : -1.0F;
        });
        return other >= 0 ? other : order_.back();
    }

    [[nodiscard]] int upright(float direction) const {
        const int next = nearest([&](const Rect& rect) {
            const float distance = direction * (middle_of(rect).y - middle_of(here()).y);
            return distance > 0 && !share_row(rect, here()) ? cost(rect, distance) : -1.0F;
        });
        if (next >= 0) return next;
        const int other = nearest([&](const Rect& rect) {
            const float behind = direction * (middle_of(here()).y - middle_of(rect).y);
            return behind > 0 && !share_row(rect, here()) ? far - 4 * behind + side_gap(rect) : -1.0F;
        });
        return other >= 0 ? other : from_;
    }

private:
    static constexpr float far = 1e6F;  // px, more than any panel measures

    [[nodiscard]] const Rect& rect_of(int index) const { return frame_.targets[static_cast<std::size_t>(index)].rect; }
    [[nodiscard]] const Rect& here() const { return rect_of(from_); }
    [[nodiscard]] float ahead(const Rect& rect, float direction) const {
        return direction * (middle_of(rect).x - middle_of(here()).x);
    }
    [[nodiscard]] float side_gap(const Rect& rect) const {
        return gap_between(here().x, here().right(), rect.x, rect.right());
    }
    /// What lies straight ahead is nearer than what lies beside.
    [[nodiscard]] float cost(const Rect& rect, float distance) const {
        const float off = std::abs(middle_of(rect).x - middle_of(here()).x);
        return distance + 2 * side_gap(rect) + 0.1F * off;
    }
    [[nodiscard]] bool is_lowest_row() const {
        return std::none_of(order_.begin(), order_.end(), [&](int index) {
            return middle_of(rect_of(index)).y > here().bottom() && !share_row(rect_of(index), here());
        });
    }
    /// The target whose `cost_of` is the least; negative costs are none. -1: none has one.
    template <class Cost>
    [[nodiscard]] int nearest(const Cost& cost_of) const {
        int best = -1;
        float least = 0;
        for (const int index : order_) {
            if (index == from_) continue;
            const float value = cost_of(rect_of(index));
            if (value < 0 || (best >= 0 && value >= least)) continue;
            best = index;
            least = value;
        }
        return best;
    }

    const Frame& frame_;
    std::vector<int> order_;
    int from_;
};

}  // namespace

int focus_after(const Frame& frame, int from, FocusMove move) {
    const Arrows arrows(frame, from);
    switch (move) {
        case FocusMove::left: return arrows.sideways(-1);
        case FocusMove::right: return arrows.sideways(1);
        case FocusMove::up: return arrows.upright(-1);
        case FocusMove::down: return arrows.upright(1);
    }
    return from;
}

int target_at(const Frame& frame, Point point) {
    const bool overlaid = has_overlay(frame);
    int best = -1;
    for (std::size_t i = 0; i < frame.targets.size(); ++i) {
        const Target& target = frame.targets[i];
        if (overlaid && target.layer < overlay_layer && !moves_focus(target.action)) continue;
        if (!target.rect.contains(point)) continue;
        if (best < 0 || target.layer >= frame.targets[static_cast<std::size_t>(best)].layer) {
            best = static_cast<int>(i);
        }
    }
    return best;
}

void draw_focus_ring(Frame& frame, int index, float u) {
    if (index < 0 || static_cast<std::size_t>(index) >= frame.targets.size()) return;
    constexpr Colour ink{0x0C, 0x1E, 0x2C, 255};
    constexpr Colour saffron{0xF6, 0xB7, 0x3C, 255};
    const Rect rect = frame.targets[static_cast<std::size_t>(index)].rect;
    const Colour none{0, 0, 0, 0};
    const float width = 0.5F * u;
    frame.elements.push_back({Fill{rect.inset(-width, -width), none, 1.6F * u, width, ink}, Entrance::with_panel, 0});
    frame.elements.push_back({Fill{rect, none, 1.1F * u, width, saffron}, Entrance::with_panel, 0});
}

}  // namespace kiosk
