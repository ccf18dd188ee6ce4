#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// What is done with a whole story: its draft goes to the screens, it is taken off them, deleted; a step is taken back.
///
///   POST /stories/{id}/publish, /down, /undo, /discard
///   GET, POST /stories/{id}/delete
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_story_steps_part(const hub::HubServices& services);

}  // namespace staff
