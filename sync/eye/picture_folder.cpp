#include "sync/eye/picture_folder.h"

#include <fcntl.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/sha256.h"
#include "sync/eye/eye_limits.h"

namespace eye {
namespace {

namespace fs = std::filesystem;

fs::path name_of(const fs::path& folder, std::string_view hash) {
    return folder / (std::string(hash) + ".png");
}

}  // namespace

bool PictureFolder::has(const std::string& hash) const {
    std::error_code error;
    return fs::exists(name_of(folder_, hash), error);
}

content::Status PictureFolder::keep(const std::string& hash, std::string_view png) const {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) return content::file_error(folder_, "make", error.value());
    return content::write_unsynced(name_of(folder_, hash), png);
}

void PictureFolder::tidy() const {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error)) {
        std::error_code gone;
        const auto written = entry.last_write_time(gone);
        if (!gone) files.emplace_back(written, entry.path());
    }
    if (files.empty()) return;
    std::ranges::sort(files, std::greater<>());  // the newest first, which is how late it is
    const auto oldest = files.front().first - limits::picture_age;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (i >= limits::kept_pictures || files[i].first < oldest) fs::remove(files[i].second, error);
    }
}

content::Descriptor PictureFolder::open(std::string_view hash) const {
    if (!content::is_sha256(hash)) return content::Descriptor(-1);
    return content::Descriptor(::open(name_of(folder_, hash).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
}

}  // namespace eye
