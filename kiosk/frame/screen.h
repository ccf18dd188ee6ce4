#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "content/base/enum_names.h"
#include "content/items/items.h"
#include "content/items/opening_hours.h"
#include "kiosk/text/theme.h"

/// The place that one panel has in its building. Not here: reading it from screen.toml (kiosk/app/screen_profile.h).
namespace kiosk {

using content::DayHours;
using content::OpeningHours;

/// Where on this screen's wall something lies: physical, never mirrored.
enum class Arrow { left, right, up, down, up_left, up_right, down_left, down_right };
inline constexpr content::Names<Arrow, 8> arrow_names = {{{Arrow::left, "left"},
                                                          {Arrow::right, "right"},
                                                          {Arrow::up, "up"},
                                                          {Arrow::down, "down"},
                                                          {Arrow::up_left, "up_left"},
                                                          {Arrow::up_right, "up_right"},
                                                          {Arrow::down_left, "down_left"},
                                                          {Arrow::down_right, "down_right"}}};

struct Exit {
    Arrow arrow = Arrow::left;
    int distance_m = 0;  ///< 0: not given
    content::PerLanguage<std::string> assembly_point;

    bool operator==(const Exit&) const = default;
};

/// Where a room lies as seen from this screen.
struct RoomDirection {
    Arrow arrow = Arrow::left;
    bool step_free = false;  ///< the way there has no steps

    bool operator==(const RoomDirection&) const = default;
};

/// The screen's profile (screen.toml): static facts about one installed panel. Defaults are for an unknown screen.
struct Screen {
    std::string name;
    std::string place;  ///< where it hangs, for staff
    std::vector<std::string> groups;
    std::vector<content::Language> languages;  ///< of its loop, in their order; empty: as the edition says
    std::optional<ThemeName> theme;            ///< none: light by day, dark by night
    double diagonal_inches = 0;                ///< 0: unknown, text factor 1
    int bottom_mm = 1100;
    int touch_distance_mm = 600;
    bool has_touch = true;
    bool has_audio = false;
    bool has_staff_page = false;        ///< a PIN is set
    std::optional<OpeningHours> hours;  ///< none: always open
    std::optional<Exit> exit;
    /// The key is the room's name as in the programme, in any language. Rooms that are not here get no arrow.
    std::map<std::string, RoomDirection> rooms;
    /// The rooms at whose doors it hangs, under each name as in the programme: who comes for an event that has moved
    /// away from there stands before this screen.
    std::vector<std::string> door_of;
};

}  // namespace kiosk
