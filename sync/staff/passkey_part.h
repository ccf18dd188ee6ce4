#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// Somebody's own account, and signing in with a passkey:
///
///   GET /account                      how one signs in          POST /account/passkeys/add, /account/passkeys/remove
///   GET /passkey/challenge/{purpose}  "sign-in" or "add"        POST /sign-in/passkey
///
/// For whom passkeys sign is said by the hub's settings (HubServices::address), never by a request.
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_passkey_part(const hub::HubServices& services);

}  // namespace staff
