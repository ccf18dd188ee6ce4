#pragma once

#include "content/import/common/import.h"

namespace content {

/// schedule.xml of frab, pentabarf, pretalx or wafer: an event for each talk, with its guid, room, track (a topic of
/// the pack, if it has one of that name), type and language. Persons are named in the description only. Another dialect
/// is refused, with an error.
[[nodiscard]] Import import_schedule_xml(const ImportSource& source, const ImportContext& context);

}  // namespace content
