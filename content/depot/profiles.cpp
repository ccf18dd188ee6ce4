#include "content/depot/profiles.h"

#include <fmt/format.h>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/depot/delegates.h"

namespace content {
namespace {

constexpr std::string_view profile_suffix = ".toml";
constexpr std::size_t max_profiles = 10'000;

}  // namespace

std::string profile_target(std::string_view screen) {
    return fmt::format("{}/{}{}", screens_role, screen, profile_suffix);
}

Result<std::vector<ReleaseFile>> load_profiles(const std::filesystem::path& folder) {
    const auto names = list_files(folder, max_profiles);
    if (!names) return names.error();
    std::vector<ReleaseFile> profiles;
    for (const std::string& name : *names) {
        const std::string_view screen =
            name.ends_with(profile_suffix) ? std::string_view(name).substr(0, name.size() - profile_suffix.size()) : "";
        if (!is_sha256(screen)) {
            return Error{Code::bad_input,
                         fmt::format("{}: expected the key of a screen, 64 hexadecimal digits, and .toml",
                                     (folder / name).string())};
        }
        auto text = read_file(folder / name, limits::screen_profile);
        if (!text) return text.error();
        profiles.push_back(release_file(profile_target(screen), "profile", std::move(*text)));
    }
    return profiles;
}

}  // namespace content
