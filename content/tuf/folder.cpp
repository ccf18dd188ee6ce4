#include "content/tuf/folder.h"

#include <optional>
#include <system_error>

#include "content/base/files.h"
#include "content/base/internet_address.h"
#include "content/base/limits.h"

namespace content::tuf {
namespace {

namespace fs = std::filesystem;

/// What percent_encoded() made, undone; nothing when it cannot be a path below a folder.
std::optional<std::string> local_path(std::string_view encoded) {
    // Files of a depot are named as they are served by a web server, which decodes.
    auto path = percent_decoded_whole(encoded);
    if (!path) return std::nullopt;
    const fs::path asked(*path);
    if (asked.is_absolute() || path->find('\0') != std::string::npos) return std::nullopt;
    for (const auto& part : asked) {
        if (part == "..") return std::nullopt;
    }
    return path;
}

}  // namespace

Result<std::string> FolderStore::load(const std::string& name) const {
    return read_file(folder_ / name, limits::targets_metadata);
}

Status FolderStore::save(const std::string& name, std::string_view bytes) {
    return write_file(folder_ / name, bytes);
}

Status FolderStore::remove(const std::string& name) {
    std::error_code error;
    fs::remove(folder_ / name, error);
    if (error) return Error{Code::io, (folder_ / name).string() + ": cannot remove: " + error.message()};
    return {};
}

Result<std::string> FolderSource::get(const std::string& path, std::size_t cap) {
    const auto local = local_path(path);
    if (!local) return Error{Code::not_found, path + ": outside the folder"};
    return read_file(folder_ / *local, cap);
}

}  // namespace content::tuf
