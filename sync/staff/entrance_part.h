#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// How people come in and go out, and the files that all pages need:
///
///   GET, POST /sign-in            name, password and code in one form; bounded by people::SignInGuard and PasswordDesk
///   POST /sign-out
///   GET /welcome/{token}          what a link offers; opening it uses nothing up
///   POST /welcome                 makes the account, or sets its password, and signs in
///   GET /language/{code}          ?to=/path
///   GET /console/...              sheet, script, icon
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_entrance_part(const hub::HubServices& services);

}  // namespace staff
