#pragma once

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

}  // namespace console
