#include "kiosk/events/key_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kiosk {

std::optional<Key> key_named(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Key>, 22> keys = {{
        {"Up", Key::up},
        {"Keypad 8", Key::up},
        {"Down", Key::down},
        {"Keypad 2", Key::down},
        {"Left", Key::left},
        {"Keypad 4", Key::left},
        {"Right", Key::right},
        {"Keypad 6", Key::right},
        {"Return", Key::enter},
        {"Keypad 5", Key::enter},
        {"Keypad Enter", Key::enter},
        {"Escape", Key::escape},
        {"F1", Key::help},
        {"Backspace", Key::erase},
        {"F2", Key::read},
        {"Keypad *", Key::read},
        {"F4", Key::louder},
        {"VolumeUp", Key::louder},
        {"Keypad +", Key::louder},
        {"F3", Key::quieter},
        {"VolumeDown", Key::quieter},
        {"Keypad -", Key::quieter},
    }};
    const auto* found = std::ranges::find(keys, name, &std::pair<std::string_view, Key>::first);
    return found != keys.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace kiosk
