#pragma once

#include "content/import/common/import.h"

namespace content {

/// A newsletter as text, Markdown, HTML or a mail with any of them (.eml): its stories, calendar entries, calls with
/// their deadlines and pictures.
///
/// Headings may be marked or not; lines may be wrapped; any encoding. A heading is a story, with all that follows up to
/// the next one. The heading of a calendar begins events. A story with a deadline to apply by is a call as well. In a
/// list of links, each is a story when text follows it, else a link. "Midnight" after a date is the end of that day.
/// Every line that is not empty is used or named in a finding; every guess is a warning.
///
/// Line numbers in HTML are those at which the words were found; in a mail, those of its file. Code::bad_input findings
/// (errors) only when there is no text at all to read.
[[nodiscard]] Import import_newsletter(const ImportSource& source, const ImportContext& context);

}  // namespace content
