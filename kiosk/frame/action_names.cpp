#include "kiosk/frame/action_names.h"

#include <algorithm>

#include "content/items/enum_names.h"
#include "kiosk/frame/focus.h"

namespace kiosk {
namespace {

constexpr content::Names<Action, 43> names = {{{Action::open_home, "open_home"},
                                               {Action::open_story, "open_story"},
                                               {Action::open_event, "open_event"},
                                               {Action::open_call, "open_call"},
                                               {Action::open_link, "open_link"},
                                               {Action::open_programme, "open_programme"},
                                               {Action::open_links, "open_links"},
                                               {Action::choose_language, "choose_language"},
                                               {Action::open_accessibility, "open_accessibility"},
                                               {Action::back, "back"},
                                               {Action::next_page, "next_page"},
                                               {Action::previous_page, "previous_page"},
                                               {Action::open_stories, "open_stories"},
                                               {Action::open_day, "open_day"},
                                               {Action::open_search, "open_search"},
                                               {Action::open_languages, "open_languages"},
                                               {Action::scroll_to, "scroll_to"},
                                               {Action::close_overlay, "close_overlay"},
                                               {Action::keep_reading, "keep_reading"},
                                               {Action::start_over, "start_over"},
                                               {Action::set_text_scale, "set_text_scale"},
                                               {Action::set_contrast, "set_contrast"},
                                               {Action::set_reach, "set_reach"},
                                               {Action::set_motion, "set_motion"},
                                               {Action::set_time, "set_time"},
                                               {Action::set_read_aloud, "set_read_aloud"},
                                               {Action::set_volume, "set_volume"},
                                               {Action::reset_preferences, "reset_preferences"},
                                               {Action::type_text, "type_text"},
                                               {Action::erase_letter, "erase_letter"},
                                               {Action::clear_query, "clear_query"},
                                               {Action::set_keyboard, "set_keyboard"},
                                               {Action::focus_next, "focus_next"},
                                               {Action::focus_previous, "focus_previous"},
                                               {Action::focus_choose, "focus_choose"},
                                               {Action::staff_digit, "staff_digit"},
                                               {Action::staff_erase, "staff_erase"},
                                               {Action::staff_enter, "staff_enter"},
                                               {Action::staff_test, "staff_test"},
                                               {Action::staff_restart, "staff_restart"},
                                               {Action::staff_exit, "staff_exit"},
                                               {Action::staff_exit_answer, "staff_exit_answer"},
                                               {Action::staff_close, "staff_close"}}};

/// Scripts written before call staff's actions "service_...".
std::string current_name(std::string_view name) {
    constexpr std::string_view old = "service_";
    return name.starts_with(old) ? "staff_" + std::string(name.substr(old.size())) : std::string(name);
}

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
    const std::string_view found = content::name_of(names, action);
    return found.empty() ? "unnamed" : found;
}

std::optional<Action> parse_action(std::string_view name) {
    return content::value_of(names, current_name(name));
}

std::string name_of(const Target& target) {
    std::string text(name(target.action));
    if (!target.id.empty()) text += ':' + target.id;
    return text;
}

std::optional<int> find_target(const Frame& frame, std::string_view name_or_action) {
    const std::string wanted = current_name(name_or_action);
    const bool any_id = wanted.find(':') == std::string::npos;
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
