#pragma once

#include "content/import/common/import.h"

namespace content {

/// schedule.json of the c3voc schema, as frab and pretalx write it; what it becomes is as with import_schedule_xml().
[[nodiscard]] Import import_schedule_json(const ImportSource& source, const ImportContext& context);

}  // namespace content
