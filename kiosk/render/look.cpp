#include "kiosk/render/look.h"

#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "content/base/json.h"
#include "content/base/language.h"
#include "content/base/sha256.h"

namespace kiosk {
namespace {

using content::JsonValue;

JsonValue exit_of(const Exit& exit) {
    JsonValue::Object places;
    for (const auto& [language, place] : exit.assembly_point)
        places.emplace(content::code(language), place);
    return JsonValue::Object{
        {"arrow", static_cast<int>(exit.arrow)}, {"distance", exit.distance_m}, {"assembly_point", places}};
}

JsonValue hours_of(const OpeningHours& hours) {
    JsonValue::Array days;
    for (const auto& day : hours.days)
        days.emplace_back(day ? JsonValue::Array{day->from, day->until} : JsonValue::Array{});
    return days;
}

JsonValue rooms_of(const Screen& screen) {
    JsonValue::Object rooms;
    for (const auto& [name, direction] : screen.rooms)
        rooms.emplace(name, JsonValue::Array{static_cast<int>(direction.arrow), direction.step_free});
    return rooms;
}

}  // namespace

std::string hash_of_look(const Screen& screen, std::optional<ThemeName> theme, float text_scale) {
    JsonValue::Object look{
        {"groups", JsonValue::Array(screen.groups.begin(), screen.groups.end())},
        {"diagonal", fmt::format("{}", screen.diagonal_inches)},
        {"bottom", screen.bottom_mm},
        {"touch_distance", screen.touch_distance_mm},
        {"touch", screen.has_touch},
        {"rooms", rooms_of(screen)},
        {"theme", theme ? static_cast<int>(*theme) : (screen.theme ? static_cast<int>(*screen.theme) : -1)},
        {"text_size", fmt::format("{}", text_scale)}};
    if (!screen.door_of.empty())
        look.emplace("door_of", JsonValue::Array(screen.door_of.begin(), screen.door_of.end()));
    if (screen.hours) look.emplace("hours", hours_of(*screen.hours));
    if (screen.exit) look.emplace("exit", exit_of(*screen.exit));
    return content::sha256(content::to_compact_json(look));
}

}  // namespace kiosk
