#pragma once

#include <string_view>

#include "content/base/result.h"

namespace content {

/// What a web server says an answer is. Servers err, so it is a hint beside name and bytes.
enum class SourceKind { unknown, text, html, calendar, feed, xml, json, table, photo };

/// The kind of a Content-Type: text/calendar is a calendar, and so on; unknown where the type says nothing, such as
/// application/octet-stream. Code::unsupported for what no importer reads (video, archives, ...).
[[nodiscard]] Result<SourceKind> kind_of_content_type(std::string_view content_type);

}  // namespace content
