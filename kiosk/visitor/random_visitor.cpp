#include "kiosk/visitor/random_visitor.h"

#include <array>
#include <string>

#include "kiosk/frame/action_names.h"

namespace kiosk {

using content::Steady;

int RandomVisitor::below(int limit) {
    return static_cast<int>(random_() % static_cast<unsigned>(limit));
}

Point RandomVisitor::anywhere() {
    const int x = below(1000);
    return {static_cast<float>(x) / 1000, static_cast<float>(below(1000)) / 1000};
}

Point RandomVisitor::on_target(const Frame& frame) {
    if (frame.targets.empty()) return anywhere();
    const int target = below(static_cast<int>(frame.targets.size()));
    const auto place = place_to_touch(frame, target);
    if (!place) return anywhere();
    return {place->x / static_cast<float>(frame.size.width), place->y / static_cast<float>(frame.size.height)};
}

RandomVisitor::Step RandomVisitor::next(const Frame& frame) {
    static constexpr std::array keys = {"Up", "Down", "Left", "Right", "Return", "Escape", "F1", "Backspace"};
    static constexpr std::array letters = {"a", "s", "é", "ж", "م", "会", " ", "'", "\""};
    Step step;
    const auto pointer = [&step](std::int64_t finger, ContactPhase phase, Point place, int after) {
        step.inputs.push_back({Steady(after), PointerInput{finger, phase, place}});
    };
    const int kind = below(100);
    const std::int64_t finger = below(4) == 0 ? 0 : 1;
    if (kind < 62) {
        const Point place = on_target(frame);
        pointer(finger, ContactPhase::down, place, 0);
        pointer(finger, ContactPhase::up, place, 30 + below(200));
    } else if (kind < 67) {  // slides off, as one who thinks again
        pointer(finger, ContactPhase::down, on_target(frame), 0);
        pointer(finger, ContactPhase::up, anywhere(), 200);
    } else if (kind < 70) {  // a second finger, or the side of the hand
        const Point place = on_target(frame);
        pointer(1, ContactPhase::down, place, 0);
        pointer(2, ContactPhase::down, on_target(frame), 40);
        pointer(2, ContactPhase::up, anywhere(), 40);
        pointer(1, ContactPhase::up, place, 40);
    } else if (kind < 78) {
        const Point from = anywhere();
        const Point to = anywhere();
        pointer(finger, ContactPhase::down, from, 0);
        constexpr int parts = 6;
        for (int i = 1; i <= parts; ++i) {
            const float share = static_cast<float>(i) / static_cast<float>(parts);
            pointer(finger, ContactPhase::move, {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share},
                    5 + below(40));
        }
        pointer(finger, ContactPhase::up, to, below(60));
    } else if (kind < 90) {
        step.inputs.push_back({Steady(0), KeyInput{keys.at(static_cast<std::size_t>(below(keys.size())))}});
    } else if (kind < 95) {
        step.inputs.push_back({Steady(0), TextInput{letters.at(static_cast<std::size_t>(below(letters.size())))}});
    }
    // Mostly at a person's pace, at times too fast, at times gone for a while.
    const int pause = below(100);
    step.wait = Steady(pause < 20 ? below(200) : (pause < 98 ? 300 + below(1500) : below(90'000)));
    return step;
}

bool leads_home(const Frame& frame) {
    return find_target(frame, name(Action::open_home)) || find_target(frame, name(Action::start_over));
}

}  // namespace kiosk
