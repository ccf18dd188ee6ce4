#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/console/viewer.h"
#include "sync/screens/screen.h"

/// One screen: what is known of it, and what can be done with it.
namespace console {

struct ScreenPage {
    screens::Screen screen{};
    std::optional<std::int64_t> release{};       ///< that is published
    std::vector<screens::Screen> replaceable{};  ///< that this one may take the place of; for a new one only
    std::vector<std::string> places{};           ///< that there are already
    std::string today{};                         ///< its minutes (history.h), empty: none are kept
    bool may_name = false;
    bool may_revoke = false;
    /// As it was typed; where something is wrong with it, `failure` is a sentence, not a key.
    std::optional<screens::Naming> typed{};
    std::string failure{};
    std::string settings{};          ///< what it is told beside name and groups (screens/profile.h)
    std::string settings_failure{};  ///< a sentence about them, as `failure`
    std::string said{};              ///< a key for a note
};
[[nodiscard]] std::string screen_page(const Viewer& viewer, const ScreenPage& of);

}  // namespace console
