#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "content/tuf/updater.h"
#include "sync/transport/transport.h"

/// The profile that a depot has for this screen (content/depot/profiles.h), brought to a file for the display. Whatever
/// is wrong with it holds no release up.
namespace syncing {

struct ListedProfile {
    bool is_said = false;                            ///< false: the depot cannot be heard about profiles
    std::optional<content::tuf::TargetFile> file{};  ///< none: this screen has no profile
    std::string name{};                              ///< of the target
    std::string path{};                              ///< below the base of a mirror, percent-encoded
};
/// `screen` is its public key; call after a release was listed.
[[nodiscard]] ListedProfile find_profile(content::tuf::Updater& updater, std::string_view screen);

/// Puts it into content::profile_file(cache), or takes away what is there. Nothing is asked for what is there already.
/// Code::untrusted, io, those of Transport.
[[nodiscard]] Status bring_profile(const ListedProfile& listed, Transport& mirror, const std::filesystem::path& cache);

}  // namespace syncing
