#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/time.h"
#include "sync/alerts/alert_step.h"
#include "sync/store/store.h"

/// Alerts as the database has them: whoever starts anew goes on with what is open. Each function is a transaction, or a
/// part of the caller's.
namespace alerts {

/// Those that are open, and those that ended within limits::flapping before `now`: what step() wants to know.
[[nodiscard]] content::Result<std::vector<Alert>> known_alerts(store::Store& store, content::Instant now);
/// The newest first.
[[nodiscard]] content::Result<std::vector<Alert>> open_alerts(store::Store& store);
[[nodiscard]] content::Result<std::vector<Alert>> ended_alerts(store::Store& store, std::size_t count);
/// Code::not_found.
[[nodiscard]] content::Result<Alert> find_alert(store::Store& store, std::int64_t id);

/// Writes what a step changed, and gives its new alerts their ids, in its events too.
[[nodiscard]] content::Status keep(store::Store& store, Step& step);

/// Somebody looks after an alert: no second person is told. Code::not_found; bad_input when it has ended or somebody
/// does already.
[[nodiscard]] content::Status acknowledge(store::Store& store, std::int64_t id, const std::string& by,
                                          content::Instant now);

/// The newest day of which "all well" was said.
[[nodiscard]] content::Result<std::optional<content::Date>> said_morning(store::Store& store);
[[nodiscard]] content::Status note_morning(store::Store& store, const content::Date& day);

/// Forgets what is older than alerts_limits.h says, a part of it each time. Whether there may be more.
[[nodiscard]] content::Result<bool> forget_old_alerts(store::Store& store, content::Instant now);

}  // namespace alerts
