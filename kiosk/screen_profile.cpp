#include "kiosk/screen_profile.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>
#include <utility>

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
constexpr std::size_t longest_text = 200;
constexpr std::size_t most_groups = 50;

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
    [[nodiscard]] ScreenProfileReading take() && { return std::move(reading_); }

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
            if (const auto flag = value.value_exact<bool>()) {
                screen.has_touch = *flag;
            } else {
                expected(value, key, "true or false");
            }
        } else if (key == "rotation") {
            const auto turn = parse_turn(value.value_exact<std::int64_t>().value_or(-1));
            if (turn) {
                reading_.profile.turn = *turn;
            } else {
                expected(value, key, "0, 90, 180 or 270");
            }
        } else if (key == "exit") {
            read_exit(value);
        } else {
            unknown(key, value);
        }
    }

    void unknown(const std::string& key, const toml::node& value) {
        report(Severity::warning, line_of(value), fmt::format("unknown key \"{}\"", key));
    }

    void read_text(const std::string& key, const toml::node& value, std::string& target) {
        auto text = value.value_exact<std::string>();
        if (text && !text->empty() && text->size() <= longest_text) {
            target = std::move(*text);
        } else {
            expected(value, key, fmt::format("a text of 1 to {} bytes", longest_text));
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
        if (list == nullptr || list->size() > most_groups) {
            return expected(value, "groups", fmt::format("a list of at most {} names", most_groups));
        }
        for (const toml::node& one : *list) {
            std::string group;
            read_text("groups", one, group);
            if (!group.empty()) reading_.profile.screen.groups.push_back(std::move(group));
        }
    }

    void read_exit(const toml::node& value) {
        const toml::table* table = value.as_table();
        if (table == nullptr) return expected(value, "exit", "a table with arrow, distance_m and assembly_point");
        Exit exit;
        bool has_arrow = false;
        for (const auto& [key, node] : *table) {
            if (key.str() == "arrow") {
                const auto word = node.value_exact<std::string>().value_or("");
                const auto* found = std::ranges::find(arrows, word, &std::pair<std::string_view, Arrow>::first);
                has_arrow = found != arrows.end();
                if (has_arrow) {
                    exit.arrow = found->second;
                } else {
                    expected(node, "exit.arrow", "left, right, up, down, up_left, up_right, down_left or down_right");
                }
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
    ScreenProfileReading reading_;
};

}  // namespace

std::optional<Turn> parse_turn(std::int64_t degrees) {
    switch (degrees) {
        case 0: return Turn::none;
        case 90: return Turn::quarter;
        case 180: return Turn::half;
        case 270: return Turn::three_quarters;
        default: return std::nullopt;
    }
}

ScreenProfileReading read_screen_profile(std::string_view text, const std::string& file) {
    ProfileReader reader(file);
    try {
        reader.read(toml::parse(text));
    } catch (const toml::parse_error& error) {
        reader.report(Severity::error, static_cast<int>(error.source().begin.line), std::string(error.description()));
    }
    return std::move(reader).take();
}

}  // namespace kiosk
