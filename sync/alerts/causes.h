#pragma once

#include <optional>
#include <vector>

#include "sync/alerts/alert.h"
#include "sync/alerts/situation.h"

/// What is wrong in a situation. Pure.
namespace alerts {

/// Since when a screen has been silent in hours in which it should show something, and the hub was there to hear it.
/// Nothing for one that reports, is closed, has no name or was never hung. One whose hours nobody knows and that was
/// closed when it was heard last is not expected.
[[nodiscard]] std::optional<content::Instant> silent_since(const ScreenFacts& facts, const Situation& situation);
/// Whether it should show something now.
[[nodiscard]] bool is_expected(const ScreenFacts& facts, const Situation& situation);

/// All that is wrong. Of silent screens that `open` outages or new ones explain, nothing is said one by one.
[[nodiscard]] std::vector<Cause> causes_of(const Situation& situation, const std::vector<Alert>& open);

/// Whether the situation shows that an alert's cause is gone: what is merely not known any more is not over.
[[nodiscard]] bool is_over(const Alert& alert, const Situation& situation);

/// How an outage's screens are now: "back", "still" (a number) and "names" of those that are still silent.
[[nodiscard]] std::map<std::string, std::string> facts_at_end(const Alert& outage, const Situation& situation);

/// Whether a role should have been signed anew by now.
[[nodiscard]] bool is_overdue(const RoleLife& role, content::Instant now);

}  // namespace alerts
