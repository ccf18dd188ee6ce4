#include "kiosk/app/screen_profile.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>
#include <utility>

#include "kiosk/visit/pin.h"

namespace kiosk {
namespace {

using content::Finding;
using content::Severity;

constexpr std::array<std::pair<std::string_view, Arrow>, 8> arrows = {{{"left", Arrow::left},
                                                                       {"right", Arrow::right},
                                                                       {"up", Arrow::up},
                                                                       {"down", Arrow::down},
                                                                       {"up_left", Arrow::up_left},
                                                                       {"up_right", Arrow::up_right},
                                                                       {"down_left", Arrow::down_left},
                                                                       {"down_right", Arrow::down_right}}};
constexpr std::size_t max_text_bytes = 200;
constexpr std::size_t max_groups = 50;
constexpr std::size_t max_rooms = 500;
constexpr std::size_t max_names = 10;  // of one room: seven languages and what people call it

class ProfileReader {
public:
    explicit ProfileReader(std::string file) : file_(std::move(file)) {}

    void read(const toml::table& root) {
        for (const auto& [key, value] : root)
            read_key(std::string(key.str()), value);
    }
    void report(Severity severity, int line, std::string message) {
        reading_.findings.push_back({severity, file_, line, std::move(message)});
    }
    [[nodiscard]] ScreenProfileReadResult take() && { return std::move(reading_); }

private:
    static int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }
    void expected(const toml::node& node, std::string_view key, std::string_view what) {
        report(Severity::error, line_of(node), fmt::format("{}: expected {}", key, what));
    }

    void read_key(const std::string& key, const toml::node& value) {
        Screen& screen = reading_.profile.screen;
        if (key == "name") {
            read_text(key, value, screen.name);
        } else if (key == "groups") {
            read_groups(value);
        } else if (key == "diagonal_inches") {
            const auto number = value.value<double>();
            if (number && *number >= 10 && *number <= 200) {
                screen.diagonal_inches = *number;
            } else {
                expected(value, key, "a number from 10 to 200");
            }
        } else if (key == "bottom_mm") {
            read_number(key, value, 0, 4000, screen.bottom_mm);
        } else if (key == "touch_distance_mm") {
            read_number(key, value, 200, 2000, screen.touch_distance_mm);
        } else if (key == "touch") {
            read_flag(key, value, screen.has_touch);
        } else if (key == "audio") {
            read_flag(key, value, reading_.profile.audio);
        } else if (key == "rotation") {
            const auto rotation = parse_rotation(value.value_exact<std::int64_t>().value_or(-1));
            if (rotation) {
                reading_.profile.rotation = *rotation;
            } else {
                expected(value, key, "0, 90, 180 or 270");
            }
        } else if (key == "exit") {
            read_exit(value);
        } else if (key == "room") {
            read_rooms(value);
        } else if (key == "service") {
            read_service(value);
        } else {
            unknown(key, value);
        }
    }

    void unknown(const std::string& key, const toml::node& value) {
        report(Severity::warning, line_of(value), fmt::format("unknown key \"{}\"", key));
    }

    void read_text(const std::string& key, const toml::node& value, std::string& target) {
        auto text = value.value_exact<std::string>();
        if (text && !text->empty() && text->size() <= max_text_bytes) {
            target = std::move(*text);
        } else {
            expected(value, key, fmt::format("a text of 1 to {} bytes", max_text_bytes));
        }
    }

    void read_flag(const std::string& key, const toml::node& value, bool& target) {
        if (const auto flag = value.value_exact<bool>()) {
            target = *flag;
        } else {
            expected(value, key, "true or false");
        }
    }

    void read_number(const std::string& key, const toml::node& value, int least, int most, int& target) {
        const auto number = value.value_exact<std::int64_t>();
        if (number && *number >= least && *number <= most) {
            target = static_cast<int>(*number);
        } else {
            expected(value, key, fmt::format("a whole number from {} to {}", least, most));
        }
    }

    void read_groups(const toml::node& value) {
        const toml::array* list = value.as_array();
        if (list == nullptr || list->size() > max_groups) {
            return expected(value, "groups", fmt::format("a list of at most {} names", max_groups));
        }
        for (const toml::node& one : *list) {
            std::string group;
            read_text("groups", one, group);
            if (!group.empty()) reading_.profile.screen.groups.push_back(std::move(group));
        }
    }

    bool read_arrow(const std::string& key, const toml::node& value, Arrow& arrow) {
        const auto word = value.value_exact<std::string>().value_or("");
        const auto* found = std::ranges::find(arrows, word, &std::pair<std::string_view, Arrow>::first);
        if (found == arrows.end()) {
            expected(value, key, "left, right, up, down, up_left, up_right, down_left or down_right");
            return false;
        }
        arrow = found->second;
        return true;
    }

    void read_rooms(const toml::node& value) {
        const toml::array* list = value.as_array();
        if (list == nullptr || list->size() > max_rooms || !list->is_homogeneous<toml::table>()) {
            return expected(value, "room", fmt::format("at most {} tables [[room]]", max_rooms));
        }
        for (const toml::node& one : *list)
            read_room(*one.as_table());
    }

    /// All or nothing: a wrong way is worse than none.
    void read_room(const toml::table& table) {
        std::vector<std::string> names;
        RoomDirection direction;
        bool is_right = true;
        for (const auto& [key, node] : table) {
            if (key.str() == "name") {
                is_right = read_names(node, names) && is_right;
            } else if (key.str() == "arrow") {
                is_right = read_arrow("room.arrow", node, direction.arrow) && is_right;
            } else if (key.str() == "step_free" && node.is_boolean()) {
                direction.step_free = node.value_exact<bool>().value_or(false);
            } else if (key.str() == "step_free") {
                expected(node, "room.step_free", "true or false");
                is_right = false;
            } else {
                report(Severity::error, line_of(node),
                       fmt::format("unknown key \"room.{}\"; a room has name, arrow and step_free", key.str()));
                is_right = false;
            }
        }
        for (const std::string_view needed : {"name", "arrow"}) {
            if (table.contains(needed)) continue;
            expected(table, "room", fmt::format("{} in every [[room]]", needed));
            is_right = false;
        }
        for (std::string& name : names) {
            if (!is_right) break;
            if (!reading_.profile.screen.rooms.emplace(name, direction).second) {
                report(Severity::error, line_of(table), fmt::format("room: \"{}\" is there already", name));
            }
        }
    }

    bool read_names(const toml::node& value, std::vector<std::string>& names) {
        const std::size_t before = reading_.findings.size();
        const auto add = [&](const toml::node& one) {
            std::string name;
            read_text("room.name", one, name);
            if (!name.empty()) names.push_back(std::move(name));
        };
        const toml::array* list = value.as_array();
        if (list == nullptr) {
            add(value);
        } else if (list->empty() || list->size() > max_names) {
            expected(value, "room.name", fmt::format("a name, or a list of 1 to {}", max_names));
        } else {
            for (const toml::node& one : *list)
                add(one);
        }
        return reading_.findings.size() == before;
    }

    void read_service(const toml::node& value) {
        const toml::table* table = value.as_table();
        if (table == nullptr) return expected(value, "service", "a table with pin");
        for (const auto& [key, node] : *table) {
            if (key.str() == "pin") {
                const auto hash = node.value_exact<std::string>().value_or("");
                if (is_pin_hash(hash)) {
                    reading_.profile.staff_pin = hash;
                    reading_.profile.screen.has_staff_page = true;
                } else {
                    expected(node, "staff.pin", "what `kiosk --hash-pin` printed");
                }
            } else {
                unknown("staff." + std::string(key.str()), node);
            }
        }
    }

    void read_exit(const toml::node& value) {
        const toml::table* table = value.as_table();
        if (table == nullptr) return expected(value, "exit", "a table with arrow, distance_m and assembly_point");
        Exit exit;
        bool has_arrow = false;
        for (const auto& [key, node] : *table) {
            if (key.str() == "arrow") {
                has_arrow = read_arrow("exit.arrow", node, exit.arrow);
            } else if (key.str() == "distance_m") {
                read_number("exit.distance_m", node, 1, 2000, exit.distance_m);
            } else if (key.str() == "assembly_point") {
                read_assembly_point(node, exit);
            } else {
                unknown("exit." + std::string(key.str()), node);
            }
        }
        // A wrong way out is worse than none: without a valid arrow no exit is shown at all.
        if (has_arrow) {
            reading_.profile.screen.exit = std::move(exit);
        } else if (!table->contains("arrow")) {
            expected(value, "exit", "an arrow");
        }
    }

    void read_assembly_point(const toml::node& value, Exit& exit) {
        const toml::table* table = value.as_table();
        if (table == nullptr) return expected(value, "exit.assembly_point", "a table of languages");
        for (const auto& [key, node] : *table) {
            const auto language = content::parse_language(key.str());
            if (!language) {
                expected(node, fmt::format("exit.assembly_point.{}", key.str()), "ar, zh, en, fr, ru, es or de");
                continue;
            }
            std::string text;
            read_text("exit.assembly_point", node, text);
            if (!text.empty()) exit.assembly_point[*language] = std::move(text);
        }
    }

    std::string file_;
    ScreenProfileReadResult reading_;
};

}  // namespace

std::optional<PanelRotation> parse_rotation(std::int64_t degrees) {
    switch (degrees) {
        case 0: return PanelRotation::none;
        case 90: return PanelRotation::quarter;
        case 180: return PanelRotation::half;
        case 270: return PanelRotation::three_quarters;
        default: return std::nullopt;
    }
}

ScreenProfileReadResult read_screen_profile(std::string_view text, const std::string& file) {
    ProfileReader reader(file);
    try {
        reader.read(toml::parse(text));
    } catch (const toml::parse_error& error) {
        reader.report(Severity::error, static_cast<int>(error.source().begin.line), std::string(error.description()));
    }
    return std::move(reader).take();
}

}  // namespace kiosk
