#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// Yellow notices, each published in the same step:
///
///   GET /notices       what is up, until when, and what was
///   GET /notices/new   a message in the languages of the edition
///   POST /notices/post, /notices/end
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_notices_part(const hub::HubServices& services);

}  // namespace staff
