#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// Publishes what people ask for, by kiosk-pack and the signer that hub.toml names, and what screens are told about
/// themselves as soon as that changes:
///
///   GET /publish          what is published, who has it, what waits and why
///   POST /publish, /publish/withdraw
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_publish_part(const hub::HubServices& services);

}  // namespace staff
