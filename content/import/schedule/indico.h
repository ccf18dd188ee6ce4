#pragma once

#include "content/import/common/import.h"

namespace content {

/// The export of Indico: /export/event/ID.json (with detail=contributions or sessions) and /export/timetable/ID.json.
/// An event without contributions is one itself. What is not scheduled yet is left out and said.
[[nodiscard]] Import import_indico(const ImportSource& source, const ImportContext& context);

}  // namespace content
