#pragma once

#include <vector>

#include "sync/agent/sync_state.h"
#include "sync/agent/update_options.h"
#include "sync/agent/update_report.h"
#include "sync/transport/environment.h"
#include "sync/transport/transport.h"

namespace syncing {

/// One update of a screen's cache, from the question "is there something newer?" to the active release. It can be
/// interrupted anywhere and run again; what was fetched stays.
///
/// The mirrors are asked in their order until one gives metadata that can be accepted; files come from any of them.
/// `state` is filled in as the update goes on; the caller writes it down. Errors:
///   Code::unavailable, not_found  no mirror could be reached, or none has a depot
///   Code::untrusted, outdated, bad_input, too_large, unsupported  refused; nothing changed
///   Code::io  our disk, also when it has no space left; or another program is at work on this trust folder
[[nodiscard]] Result<UpdateReport> sync_once(const std::vector<Transport*>& mirrors, const UpdateOptions& options,
                                             Environment& environment, SyncState& state);

}  // namespace syncing
