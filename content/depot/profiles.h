#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/depot/release.h"

/// The profiles of screens as a depot serves them: what screen.toml says, signed by the role "screens". Not here: what
/// a profile says (kiosk/app/screen_profile.h).
namespace content {

/// "screens/KEY.toml" of a screen, whose name is its public key as 64 hexadecimal digits.
[[nodiscard]] std::string profile_target(std::string_view screen);

/// The files KEY.toml of a folder, by their names; an empty one where nobody has a profile. Code::bad_input names a
/// file that is none of them; not_found, too_large, io.
[[nodiscard]] Result<std::vector<ReleaseFile>> load_profiles(const std::filesystem::path& folder);

}  // namespace content
