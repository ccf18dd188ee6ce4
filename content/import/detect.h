#pragma once

#include <string_view>

#include "content/import/common/import.h"

namespace content {

enum class SourceFormat { newsletter, icalendar, schedule_xml, schedule_json, indico, feed, table, photo };

/// "newsletter", "calendar", "schedule (XML)", ... for people.
[[nodiscard]] std::string_view name(SourceFormat format);

/// The format of a source, by its bytes. The name counts only for tables, because any text with commas could be one.
[[nodiscard]] SourceFormat detect_format(const ImportSource& source);

/// Hands a source to the importer of its format. Not for photos, which are no items.
[[nodiscard]] Import import_source(SourceFormat format, const ImportSource& source, const ImportContext& context);

}  // namespace content
