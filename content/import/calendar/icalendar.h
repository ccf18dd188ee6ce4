#pragma once

#include "content/import/common/import.h"

namespace content {

/// Calendars of RFC 5545 as any program exports them, several in a file too. Recurring events are written out between
/// `context.from` and `context.until`, each occurrence with the identity UID/start; the newest of several versions of
/// an event (SEQUENCE, then LAST-MODIFIED) counts. Events that are not public are left out.
[[nodiscard]] Import import_icalendar(const ImportSource& source, const ImportContext& context);

}  // namespace content
