#pragma once

#include <memory>

#include "sync/hub/hub_part.h"

namespace staff {

/// Looks for what is wrong (alert_watch.h), and the pages about it:
///
///   GET /alerts                        POST /alerts/take, /alerts/test
///   GET /alerts/acknowledge/{link}     where a message's link leads, without an account; it changes nothing
///   POST /alerts/acknowledge           its one button
[[nodiscard]] content::Result<std::unique_ptr<hub::HubPart>> make_alerts_part(const hub::HubServices& services);

}  // namespace staff
