#pragma once

#include <map>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "sync/screens/screen.h"
#include "sync/store/store.h"

/// What a hub tells each screen about itself, as a screen.toml (deploy/screen.toml), which `kiosk-pack profiles` signs.
namespace screens {

/// What staff wrote for a screen beside its name and groups; empty: nothing. Code::io.
[[nodiscard]] content::Result<std::string> settings_of(store::Store& store, std::int64_t screen);
/// Those of all screens that have any, by their numbers.
[[nodiscard]] content::Result<std::map<std::int64_t, std::string>> all_settings(store::Store& store);
/// Code::bad_input, with its line, for what is no TOML, says "name", "place" or "groups", which the hub knows already,
/// or what no screen takes from afar: the PIN of staff, which everybody could read, and its panel; too_large;
/// not_found. The way out counts once somebody at the panel has confirmed it.
[[nodiscard]] content::Status set_settings(store::Store& store, std::int64_t screen, const std::string& settings);

/// The profile: name, place and groups, then the settings.
[[nodiscard]] std::string profile_text(const Screen& screen, std::string_view settings);
/// Of all screens that have a name, by their keys.
[[nodiscard]] content::Result<std::map<std::string, std::string>> all_profiles(store::Store& store);

}  // namespace screens
