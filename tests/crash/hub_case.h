#pragma once

#include <filesystem>
#include <vector>

#include "tests/crash/screen.h"

namespace crash {

/// A stick brings reports to a hub: one enrols a screen, one is of a screen that has a name. Afterwards the hub has
/// both, with what they prove and an entry in its log, or none. Made below `work`; ends the program when that fails.
[[nodiscard]] Case prepare_hub_case(const std::filesystem::path& kiosk_hub, const std::filesystem::path& work);

/// The same over the network, to a hub that serves: one report enrols a screen, another is of a screen that has a name.
/// Whoever was answered "accepted" is in the database; who was not finds the hub as it was, and may report again. With
/// prepare_hub_case() before it.
[[nodiscard]] std::vector<Case> prepare_serving_cases(const Programs& programs, const std::filesystem::path& work);

/// A hub that serves `work`/before/signed/depot, and in which somebody has asked for `work`/pack2 to be published, by
/// kiosk-pack and a signer: it is, once, or nothing is.
[[nodiscard]] Case prepare_publishing_hub(const Programs& programs, const std::filesystem::path& work);

}  // namespace crash
