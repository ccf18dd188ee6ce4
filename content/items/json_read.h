#pragma once

#include <string_view>

#include "content/base/result.h"
#include "content/items/item_kind.h"
#include "content/items/items.h"

/// Reads items from their JSON; json_write.h describes the form. Unknown keys are ignored, since a newer
/// publisher may add some; everything else that is not exactly of this form is refused.
namespace content {

/// Bytes from outside: Code::too_large beyond limits::item; bad_input, with the path of the first thing that is wrong.
[[nodiscard]] Result<Edition> edition_from_json(std::string_view bytes);
[[nodiscard]] Result<Story> story_from_json(std::string_view bytes);
[[nodiscard]] Result<Event> event_from_json(std::string_view bytes);
[[nodiscard]] Result<Call> call_from_json(std::string_view bytes);
[[nodiscard]] Result<Link> link_from_json(std::string_view bytes);
[[nodiscard]] Result<Notice> notice_from_json(std::string_view bytes);

/// Reads one item and appends it to its list in `pack`. Same errors.
[[nodiscard]] Status decode_item(ItemKind kind, std::string_view json, Pack& pack);

}  // namespace content
