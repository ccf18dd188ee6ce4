#include "kiosk/frame/action_names.h"

#include <algorithm>
#include <array>

#include "kiosk/frame/focus.h"

namespace kiosk {
namespace {

struct NamedAction {
    Action action;
    std::string_view name;
};

constexpr std::array names = {
    NamedAction{Action::open_home, "open_home"},
    NamedAction{Action::open_story, "open_story"},
    NamedAction{Action::open_event, "open_event"},
    NamedAction{Action::open_call, "open_call"},
    NamedAction{Action::open_link, "open_link"},
    NamedAction{Action::open_programme, "open_programme"},
    NamedAction{Action::open_links, "open_links"},
    NamedAction{Action::choose_language, "choose_language"},
    NamedAction{Action::open_accessibility, "open_accessibility"},
    NamedAction{Action::back, "back"},
    NamedAction{Action::next_page, "next_page"},
    NamedAction{Action::previous_page, "previous_page"},
    NamedAction{Action::open_stories, "open_stories"},
    NamedAction{Action::open_day, "open_day"},
    NamedAction{Action::open_search, "open_search"},
    NamedAction{Action::open_languages, "open_languages"},
    NamedAction{Action::scroll_to, "scroll_to"},
    NamedAction{Action::close_overlay, "close_overlay"},
    NamedAction{Action::keep_reading, "keep_reading"},
    NamedAction{Action::start_over, "start_over"},
    NamedAction{Action::set_text_scale, "set_text_scale"},
    NamedAction{Action::set_contrast, "set_contrast"},
    NamedAction{Action::set_reach, "set_reach"},
    NamedAction{Action::set_motion, "set_motion"},
    NamedAction{Action::set_time, "set_time"},
    NamedAction{Action::set_read_aloud, "set_read_aloud"},
    NamedAction{Action::set_volume, "set_volume"},
    NamedAction{Action::reset_preferences, "reset_preferences"},
    NamedAction{Action::type_text, "type_text"},
    NamedAction{Action::erase_letter, "erase_letter"},
    NamedAction{Action::clear_query, "clear_query"},
    NamedAction{Action::set_keyboard, "set_keyboard"},
    NamedAction{Action::focus_next, "focus_next"},
    NamedAction{Action::focus_previous, "focus_previous"},
    NamedAction{Action::focus_choose, "focus_choose"},
    NamedAction{Action::service_digit, "service_digit"},
    NamedAction{Action::service_erase, "service_erase"},
    NamedAction{Action::service_enter, "service_enter"},
    NamedAction{Action::service_test, "service_test"},
    NamedAction{Action::service_restart, "service_restart"},
    NamedAction{Action::service_close, "service_close"},
};

/// Nothing beneath a sheet can be touched but the focus bar, which works the sheet.
bool is_under_sheet(const Frame& frame, int target) {
    const Target& wanted = frame.targets[static_cast<std::size_t>(target)];
    const bool works_sheet = wanted.action == Action::focus_next || wanted.action == Action::focus_previous ||
                             wanted.action == Action::focus_choose;
    return wanted.layer < overlay_layer && !works_sheet &&
           std::ranges::any_of(frame.targets, [](const Target& other) { return other.layer >= overlay_layer; });
}

}  // namespace

std::string_view name(Action action) {
    const auto* found = std::ranges::find(names, action, &NamedAction::action);
    return found != names.end() ? found->name : "unnamed";
}

std::optional<Action> parse_action(std::string_view name) {
    const auto* found = std::ranges::find(names, name, &NamedAction::name);
    return found != names.end() ? std::optional(found->action) : std::nullopt;
}

std::string name_of(const Target& target) {
    std::string text(name(target.action));
    if (!target.id.empty()) text += ':' + target.id;
    return text;
}

std::optional<int> find_target(const Frame& frame, std::string_view wanted) {
    const bool any_id = wanted.find(':') == std::string_view::npos;
    for (std::size_t i = 0; i < frame.targets.size(); ++i) {
        const Target& target = frame.targets[i];
        const bool is_named = any_id ? name(target.action) == wanted : name_of(target) == wanted;
        if (is_named && place_to_touch(frame, static_cast<int>(i))) return static_cast<int>(i);
    }
    return std::nullopt;
}

std::optional<Point> place_to_touch(const Frame& frame, int target) {
    const Rect& rect = frame.targets[static_cast<std::size_t>(target)].rect;
    if (is_under_sheet(frame, target)) return std::nullopt;
    const auto hits = [&](float x, float y) -> std::optional<Point> {
        const Point place{rect.x + x * rect.width, rect.y + y * rect.height};
        return target_at(frame, place) == target ? std::optional(place) : std::nullopt;
    };
    if (const auto middle = hits(0.5F, 0.5F)) return middle;
    // A large target may lie under small ones: places all over it.
    constexpr int grid = 24;
    for (int row = 0; row < grid; ++row) {
        for (int column = 0; column < grid; ++column) {
            const auto share = [](int index) { return (static_cast<float>(index) + 0.5F) / static_cast<float>(grid); };
            if (const auto place = hits(share(column), share(row))) return place;
        }
    }
    return std::nullopt;
}

std::string names_of_targets(const Frame& frame) {
    std::string text;
    for (std::size_t i = 0; i < frame.targets.size(); ++i) {
        if (!place_to_touch(frame, static_cast<int>(i))) continue;
        text += (text.empty() ? "" : ", ") + name_of(frame.targets[i]);
    }
    return text;
}

}  // namespace kiosk
