#include "content/import/write/staging.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "content/base/files.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lock_name = "lock";

/// Files that stay are the same files under two names until the old folder goes: photos are not copied.
Status copy_folder(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::copy(from, to,
             fs::copy_options::recursive | fs::copy_options::create_hard_links | fs::copy_options::copy_symlinks,
             error);
    if (!error) return {};
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks, error);
    if (!error) return {};
    return Error{Code::io, to.string() + ": cannot copy the pack: " + error.message()};
}

fs::path clean_path(const fs::path& pack) {
    const fs::path target = fs::absolute(pack).lexically_normal();
    return target.has_filename() ? target : target.parent_path();
}

/// Makes the folder and locks it until the descriptor is closed or this process ends, however it ends; processes made
/// by fork do not have the lock.
Result<int> lock_folder(const fs::path& folder) {
    const fs::path path = folder / lock_name;
    constexpr int tries = 100;
    for (int i = 0; i < tries; ++i) {
        std::error_code error;
        fs::create_directories(folder, error);
        if (error) return file_error(folder, "create", error.value());
        // What is in it will be removed, so it must be ours.
        if (fs::is_symlink(folder)) return Error{Code::io, folder.string() + ": a link to somewhere else"};
        Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644));
        struct flock whole {};
        whole.l_type = F_WRLCK;
        struct stat status {};
        if (!file.is_open() && errno == ENOENT) continue;
        if (!file.is_open()) return file_error(path, "open", errno);
        if (::fcntl(file.value(), F_SETLK, &whole) != 0) {
            if (errno != EAGAIN) return file_error(path, "lock", errno);
            break;
        }
        // Unless the one who had it removed it meanwhile: what nobody else can open is no lock.
        if (::fstat(file.value(), &status) == 0 && status.st_nlink > 0) return file.release();
    }
    return Error{Code::unavailable, folder.string() + ": another import into this pack is at work"};
}

/// What a process that was killed left in the folder.
void remove_staged(const fs::path& folder) {
    std::vector<fs::path> left;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().filename() != lock_name) left.push_back(entry->path());
    }
    for (const fs::path& path : left)
        fs::remove_all(path, error);
}

}  // namespace

Staging::Staging(fs::path pack, fs::path folder, int lock)
    : pack_(std::move(pack)), folder_(std::move(folder)), lock_(lock) {}

Result<std::unique_ptr<Staging>> Staging::beside(const fs::path& pack) {
    const fs::path target = clean_path(pack);
    const fs::path folder = target.parent_path() / ("." + target.filename().string() + ".import");
    const auto lock = lock_folder(folder);
    if (!lock) return lock.error();
    remove_staged(folder);
    return std::unique_ptr<Staging>(new Staging(target, folder, *lock));
}

Staging::~Staging() {
    remove_staged(folder_);
    ::unlink((folder_ / lock_name).c_str());
    ::rmdir(folder_.c_str());  // which fails when the next one has locked it already
}

Status write_changes(const Staging& staging, const std::map<std::string, std::string>& changes,
                     const std::map<std::string, fs::path>& moved) {
    const fs::path& pack = staging.pack();
    const fs::path next = staging.folder() / "pack";
    std::error_code error;
    fs::remove_all(next, error);
    const bool is_new = !fs::exists(pack);
    if (is_new) {
        fs::create_directories(next, error);
        if (error) return Error{Code::io, next.string() + ": cannot create: " + error.message()};
    } else if (Status copied = copy_folder(pack, next); !copied) {
        return copied;
    }
    for (const auto& [path, bytes] : changes) {
        const fs::path file = next / path;
        if (bytes.empty()) {
            fs::remove(file, error);
            continue;
        }
        fs::create_directories(file.parent_path(), error);
        // Replaced, never written into: the old folder has the same file under its own name.
        if (Status written = write_file(file, bytes); !written) return written;
    }
    for (const auto& [path, from] : moved) {
        const fs::path file = next / path;
        fs::create_directories(file.parent_path(), error);
        if (::rename(from.c_str(), file.c_str()) != 0) return file_error(file, "put in place", errno);
    }
    if (is_new) {
        if (::rename(next.c_str(), pack.c_str()) != 0) return file_error(pack, "put in place", errno);
        return {};
    }
    if (::renameat2(AT_FDCWD, next.c_str(), AT_FDCWD, pack.c_str(), RENAME_EXCHANGE) != 0)
        return file_error(pack, "exchange with its new version", errno);
    return {};
}

}  // namespace content
