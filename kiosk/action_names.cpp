#include "kiosk/action_names.h"

#include <algorithm>
#include <array>

#include "kiosk/focus.h"

namespace kiosk {
namespace {

struct Named {
    Action action;
    std::string_view name;
};

constexpr std::array names = {
    Named{Action::open_home, "open_home"},
    Named{Action::open_story, "open_story"},
    Named{Action::open_event, "open_event"},
    Named{Action::open_call, "open_call"},
    Named{Action::open_link, "open_link"},
    Named{Action::open_programme, "open_programme"},
    Named{Action::open_links, "open_links"},
    Named{Action::choose_language, "choose_language"},
    Named{Action::open_accessibility, "open_accessibility"},
    Named{Action::back, "back"},
    Named{Action::next_page, "next_page"},
    Named{Action::previous_page, "previous_page"},
    Named{Action::open_stories, "open_stories"},
    Named{Action::open_day, "open_day"},
    Named{Action::open_search, "open_search"},
    Named{Action::open_languages, "open_languages"},
    Named{Action::scroll_to, "scroll_to"},
    Named{Action::close_overlay, "close_overlay"},
    Named{Action::keep_reading, "keep_reading"},
    Named{Action::start_over, "start_over"},
    Named{Action::set_text_scale, "set_text_scale"},
    Named{Action::set_contrast, "set_contrast"},
    Named{Action::set_reach, "set_reach"},
    Named{Action::set_motion, "set_motion"},
    Named{Action::set_time, "set_time"},
    Named{Action::set_read_aloud, "set_read_aloud"},
    Named{Action::set_volume, "set_volume"},
    Named{Action::reset_preferences, "reset_preferences"},
    Named{Action::type_text, "type_text"},
    Named{Action::erase_letter, "erase_letter"},
    Named{Action::clear_query, "clear_query"},
    Named{Action::set_keyboard, "set_keyboard"},
    Named{Action::focus_next, "focus_next"},
    Named{Action::focus_previous, "focus_previous"},
    Named{Action::focus_choose, "focus_choose"},
    Named{Action::service_digit, "service_digit"},
    Named{Action::service_erase, "service_erase"},
    Named{Action::service_enter, "service_enter"},
    Named{Action::service_test, "service_test"},
    Named{Action::service_restart, "service_restart"},
    Named{Action::service_close, "service_close"},
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
    const auto* found = std::ranges::find(names, action, &Named::action);
    return found != names.end() ? found->name : "unnamed";
}

std::optional<Action> parse_action(std::string_view name) {
    const auto* found = std::ranges::find(names, name, &Named::name);
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
