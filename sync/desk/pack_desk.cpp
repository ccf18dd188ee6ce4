#include "sync/desk/pack_desk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/import/write/staging.h"
#include "sync/desk/desk_schema.h"

namespace desk {
namespace {

namespace fs = std::filesystem;
namespace limits = content::limits;
using content::Code;
using content::Error;
using content::Result;
using content::Status;

constexpr std::string_view media_folder = "media/";

bool is_text(std::string_view name) {
    return name.ends_with(".toml") || name.ends_with(".md") || name.ends_with(".ics");
}

/// A path that an edit of a pack may write: texts, in folders without hidden or special names.
bool is_writable_path(std::string_view path) {
    constexpr std::size_t max_path = 200;
    if (path.empty() || path.size() > max_path || path.starts_with(media_folder) || !is_text(path)) return false;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find('/', begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        if (part.empty() || part.front() == '.') return false;
        begin = end + 1;
    }
    return std::ranges::none_of(path, [](char c) { return c == '\\' || static_cast<unsigned char>(c) < ' '; });
}

/// What tells a file from the one that had its name before, without reading it: every program that saves a file makes
/// another one, or changes these times.
Result<std::string> stamp_of(const fs::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return content::lookup_error(file, "look at", errno);
    return fmt::format("{} {} {}.{} {}.{}", info.st_ino, info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec,
                       info.st_ctim.tv_sec, info.st_ctim.tv_nsec);
}

/// The SHA-256 of a file; empty where there is none.
Result<std::string> version_on_disk(const fs::path& file) {
    auto hash = content::hash_file(file, limits::source_file);
    if (hash || hash.error().code != Code::not_found) return hash;
    return std::string();
}

struct Change {
    std::string path{};
    std::string was{};
    std::string becomes{};
    std::string bytes{};
};

Status put(const fs::path& folder, const Change& change) {
    const fs::path file = folder / change.path;
    const auto here = version_on_disk(file);
    if (!here) return here.error();
    // Done already; or somebody else's, which stays.
    if (*here == change.becomes || *here != change.was) return {};
    std::error_code error;
    if (change.becomes.empty()) {
        fs::remove(file, error);
        if (error) return content::file_error(file, "remove", error.value());
        return content::sync_parent(file);
    }
    fs::create_directories(file.parent_path(), error);
    if (error) return content::file_error(file.parent_path(), "create", error.value());
    content::remove_leftovers(file.parent_path());
    return content::write_file(file, change.bytes);
}

}  // namespace

/// What was read last, by which a file that is the same need not be read again.
struct PackDesk::Known {
    struct File {
        std::string stamp{};
        content::SourceFile source{};
    };
    std::map<std::string, File> files{};
    std::shared_ptr<const PackView> view{};
    std::uint64_t number = 0;
};

PackDesk::PackDesk(store::Store& database, fs::path pack)
    : database_(&database), folder_(std::move(pack)), known_(std::make_unique<Known>()) {}

PackDesk::~PackDesk() = default;

Result<std::shared_ptr<const PackView>> PackDesk::look() {
    bool is_changed = false;
    auto tree = read_tree(is_changed);
    if (!tree) return tree.error();
    if (known_->view && !is_changed) return known_->view;
    auto view = std::make_shared<PackView>(view_of(std::move(*tree)));
    view->number = ++known_->number;
    known_->view = std::move(view);
    return known_->view;
}

/// Reads what is other than last time. Without a change the tree is empty.
Result<content::SourceTree> PackDesk::read_tree(bool& is_changed) {
    const auto names = content::list_files(folder_, limits::source_files);
    if (!names) return names.error();
    std::map<std::string, Known::File> files;
    is_changed = false;
    std::size_t total = 0;
    for (const std::string& name : *names) {
        if (content::is_temporary(name)) continue;
        const auto stamp = stamp_of(folder_ / name);
        if (!stamp && stamp.error().code == Code::not_found) continue;  // it went just now
        if (!stamp) return stamp.error();
        Known::File file;
        if (const auto known = known_->files.find(name);
            known != known_->files.end() && known->second.stamp == *stamp) {
            file = std::move(known->second);
            known_->files.erase(known);
        } else {
            file.stamp = *stamp;
            is_changed = true;
            file.source = content::read_source(folder_, name);
        }
        total += file.source.text.size();
        files.emplace(name, std::move(file));
    }
    is_changed = is_changed || !known_->files.empty();  // what is left has gone
    known_->files = std::move(files);
    if (total > limits::source_total)
        return Error{Code::too_large, fmt::format("{}: more than {} bytes of texts", folder_.string(), total)};
    content::SourceTree tree;
    if (!is_changed) return tree;
    for (const auto& [name, file] : known_->files)
        content::add_source(name, file.source, tree);
    return tree;
}

Status PackDesk::save(const content::edit::FileChanges& changes, const FileVersions& expected) {
    return database_->transaction([&]() -> Status {
        const auto waiting = is_waiting();
        if (!waiting) return waiting.error();
        if (*waiting) return Error{Code::unavailable, "an earlier change of the pack is not on the disk yet"};
        for (const auto& [path, bytes] : changes) {
            const auto was = expected.find(path);
            if (!is_writable_path(path) || was == expected.end())
                return Error{Code::bad_input, path + ": no file that an edit of a pack writes"};
            if (bytes.size() > limits::source_file)
                return Error{Code::too_large, fmt::format("{}: more than {} bytes", path, limits::source_file)};
            const auto here = version_on_disk(folder_ / path);
            if (!here) return here.error();
            if (*here != was->second) return Error{Code::outdated, path + ": somebody else changed it meanwhile"};
            const std::string becomes = bytes.empty() ? std::string() : content::sha256(bytes);
            std::int64_t piece = 0;
            for (std::size_t at = 0; at == 0 || at < bytes.size(); at += piece_size) {
                database_->query("INSERT INTO desk_change(path, piece, was, becomes, bytes) VALUES(?, ?, ?, ?, ?)")
                    .with(path, piece++, *here, becomes, std::string_view(bytes).substr(at, piece_size))
                    .run();
            }
        }
        return {};
    });
}

Status PackDesk::apply() {
    const auto read = database_->read([&]() -> Result<std::vector<Change>> {
        std::vector<Change> changes;
        auto rows = database_->query("SELECT path, was, becomes, bytes FROM desk_change ORDER BY path, piece");
        while (rows.next()) {
            if (changes.empty() || changes.back().path != rows.text(0))
                changes.push_back({rows.text(0), rows.text(1), rows.text(2), {}});
            changes.back().bytes += rows.text(3);
        }
        return changes;
    });
    if (!read) return read.error();
    if (read->empty()) return {};
    // An import makes the pack anew beside itself: what is written meanwhile would be lost with the old one. A hub that
    // may write nothing but the pack itself cannot keep imports away.
    const auto staging = content::Staging::beside(folder_);
    if (!staging && staging.error().code == Code::unavailable) return staging.error();
    for (const Change& change : *read) {
        if (auto done = put(folder_, change); !done) return done;
    }
    return database_->transaction([&]() -> Status {
        database_->query("DELETE FROM desk_change").run();
        return {};
    });
}

Result<bool> PackDesk::is_waiting() {
    return database_->read(
        [&]() -> Result<bool> { return database_->query("SELECT 1 FROM desk_change LIMIT 1").next(); });
}

}  // namespace desk
