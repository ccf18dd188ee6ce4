#include "kiosk/frame/focus.h"

#include <algorithm>

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
