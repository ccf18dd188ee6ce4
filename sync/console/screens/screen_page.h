#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "sync/console/viewer.h"
#include "sync/screens/glass_pictures.h"
#include "sync/screens/screen.h"

/// One screen: what is known of it, and what can be done with it.
namespace console {

struct ScreenPage {
    screens::Screen screen{};
    std::optional<std::int64_t> release{};        ///< that is published
    std::vector<screens::Screen> replaceable{};   ///< that this one may take the place of; for a new one only
    std::vector<std::string> places{};            ///< that there are already
    std::optional<screens::ScreenGlass> glass{};  ///< of its glass, when somebody asked for one
    std::string last_day{};                       ///< its minutes until now (history.h)
    bool may_name = false;
    bool may_revoke = false;
    /// As it was typed; where something is wrong with it, `failure` says what.
    std::optional<screens::Naming> typed{};
    std::optional<content::Error> failure{};
    std::string settings{};                            ///< what it is told beside name and groups (screens/profile.h)
    std::optional<content::Error> settings_failure{};  ///< about them
    std::string said{};                                ///< a key for a note
};
[[nodiscard]] std::string screen_page(const Viewer& viewer, const ScreenPage& of);

}  // namespace console
