#include "sync/agent/profile.h"

#include <system_error>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/cache/enrolment.h"
#include "content/depot/profiles.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
namespace tuf = content::tuf;

Status remove_profile(const fs::path& file) {
    std::error_code error;
    fs::remove(file, error);
    if (error) return content::file_error(file, "remove", error.value());
    return {};
}

}  // namespace

ListedProfile find_profile(tuf::Updater& updater, std::string_view screen) {
    ListedProfile listed;
    listed.name = content::profile_target(screen);
    const auto found = updater.find_target(listed.name);
    listed.is_said = found || found.error().code == Code::not_found;
    if (!found) return listed;
    listed.file = *found;
    listed.path = "targets/" + tuf::target_path(updater.trusted().root(), listed.name, *found);
    return listed;
}

Status bring_profile(const ListedProfile& listed, Transport& mirror, const fs::path& cache) {
    const fs::path file = content::profile_file(cache);
    if (!listed.is_said) return {};
    if (!listed.file) return remove_profile(file);
    const auto known = content::read_file(file, content::limits::screen_profile);
    if (known && tuf::check_target(*known, *listed.file, listed.name)) return {};
    auto answers = mirror.get({{listed.path, content::limits::screen_profile}});
    if (!answers.front()) return answers.front().error().in("profile");
    const std::string& bytes = answers.front()->bytes;
    if (auto right = tuf::check_target(bytes, *listed.file, listed.name); !right) return right.error().in("profile");
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    return content::write_file(file, bytes);
}

}  // namespace syncing
