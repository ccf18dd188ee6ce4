#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/edit/item_edits.h"
#include "content/edit/item_files.h"

namespace content::edit {

/// The rooms that the calendars of a pack name, as known_rooms() of a whole pack.
[[nodiscard]] std::vector<KnownRoom> rooms_of(const Files& calendars, const Edition& edition);

/// The room of that name with that floor; empty `floor` takes the floor of the known one.
[[nodiscard]] KnownRoom room_named(const std::vector<KnownRoom>& rooms, std::string_view room, std::string_view floor);

}  // namespace content::edit
