#pragma once

#include "content/import/common/import.h"

namespace content {

/// schedule.xml of frab, pentabarf, pretalx or wafer: talks with guid, room, track (a topic of the pack, if it has one
/// of that name), type, language. Persons are named in the description only. What is another dialect is refused.
[[nodiscard]] Import import_schedule_xml(const ImportSource& source, const ImportContext& context);

/// schedule.json of the c3voc schema, as frab and pretalx write it; the same otherwise.
[[nodiscard]] Import import_schedule_json(const ImportSource& source, const ImportContext& context);

}  // namespace content
