#pragma once

#include <vector>

#include "content/items/items.h"
#include "content/pack/reader_context.h"

namespace content {

/// events.ics and its translations, events.LANGUAGE.ics, in the order of the calendar.
[[nodiscard]] std::vector<Event> read_events(const ReaderContext& context);

}  // namespace content
