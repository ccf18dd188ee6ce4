#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "content/files.h"
#include "content/import/write_pack.h"

namespace content {
namespace {

namespace fs = std::filesystem;

Error failure(const fs::path& path, const std::string& what) {
    return Error{Code::io, path.string() + ": cannot " + what + ": " + std::strerror(errno)};
}

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

std::string staging_prefix(const fs::path& pack) {
    return "." + pack.filename().string() + ".import-";
}

/// Whether `name` is of a staging folder whose process is gone.
bool is_left_behind(const std::string& name, const std::string& prefix) {
    if (!name.starts_with(prefix)) return false;
    pid_t process = 0;
    const char* end = name.data() + name.size();
    const auto [rest, problem] = std::from_chars(name.data() + prefix.size(), end, process);
    return problem == std::errc() && rest == end && process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

}  // namespace

Staging::Staging(const fs::path& pack)
    : pack_(clean_path(pack)), folder_(pack_.parent_path() / (staging_prefix(pack_) + std::to_string(::getpid()))) {
    std::error_code error;
    const std::string prefix = staging_prefix(pack_);
    std::vector<fs::path> left;
    for (fs::directory_iterator entry(pack_.parent_path(), error), end; !error && entry != end;
         entry.increment(error)) {
        if (is_left_behind(entry->path().filename().string(), prefix)) left.push_back(entry->path());
    }
    for (const fs::path& path : left)
        fs::remove_all(path, error);
    fs::remove_all(folder_, error);
    fs::create_directories(folder_, error);  // what is written there says what went wrong
}

Staging::~Staging() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
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
        if (::rename(from.c_str(), file.c_str()) != 0) return failure(file, "put in place");
    }
    if (is_new) {
        if (::rename(next.c_str(), pack.c_str()) != 0) return failure(pack, "put in place");
        return {};
    }
    if (::renameat2(AT_FDCWD, next.c_str(), AT_FDCWD, pack.c_str(), RENAME_EXCHANGE) != 0)
        return failure(pack, "exchange with its new version");
    return {};
}

Status write_changes(const fs::path& folder, const std::map<std::string, std::string>& changes) {
    return write_changes(Staging(folder), changes, {});
}

}  // namespace content
