#pragma once

#include <optional>
#include <string>

#include "sync/console/viewer.h"
#include "sync/publishing/jobs.h"
#include "sync/screens/receipts.h"

/// What became of what somebody asked to be published: for the page "Publish", and for every page whose button
/// publishes something.
namespace console {

/// "Being published", "Release 12 was published".
[[nodiscard]] std::string job_words(const Viewer& viewer, const publishing::Job& job);
/// The same with all that somebody wants to know of it: why it waits and until when, or what has to be mended; who may
/// withdraw it, has the button for it.
[[nodiscard]] Html job_progress(const Viewer& viewer, const publishing::Job& job, bool may_withdraw);
/// "On 38 of 40 screens", and who is missing.
[[nodiscard]] Html confirmations(const Viewer& viewer, const screens::ReleaseReceipts& receipts);

/// What became of the change that was made from this page just now.
struct Spread {
    std::optional<publishing::Job> job{};
    std::optional<screens::ReleaseReceipts> receipts{};  ///< of its release, once there is one
    bool may_withdraw = false;
};
/// Empty where nothing was changed just now.
[[nodiscard]] Html spread(const Viewer& viewer, const Spread& of);

}  // namespace console
