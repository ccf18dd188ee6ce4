#include "sync/agent/release_files.h"

#include <fmt/format.h>

#include <set>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/depot/release.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
namespace limits = content::limits;
namespace tuf = content::tuf;

constexpr const char* index_name = "index.json.zst";

constexpr std::size_t max_waiting = 1024 * 1024;

std::optional<FileKind> kind_of(std::string_view path) {
    if (path == index_name) return FileKind::index;
    if (path.starts_with("items/")) return FileKind::items;
    if (path.starts_with("photos/")) return FileKind::photo;
    return std::nullopt;
}

}  // namespace

Result<std::vector<ReleaseTarget>> list_release(const tuf::Root& root,
                                                const std::map<std::string, tuf::TargetFile>& targets,
                                                std::int64_t cap) {
    std::vector<ReleaseTarget> release;
    std::int64_t left = cap;
    bool has_index = false;
    for (const auto& [path, target] : targets) {
        const auto kind = kind_of(path);
        if (!kind) continue;  // of a newer version, for newer screens
        has_index = has_index || *kind == FileKind::index;
        const auto hash = target.hashes.find("sha256");
        if (hash == target.hashes.end() || !content::is_sha256(hash->second)) {
            return Error{Code::bad_input, path + ": expected a sha256"};
        }
        if (*kind == FileKind::photo && path != "photos/" + hash->second) {
            return Error{Code::untrusted, path + ": a photo is named by its hash"};
        }
        const auto largest = static_cast<std::int64_t>(*kind == FileKind::photo ? limits::photo : limits::shard);
        if (target.length > largest) {
            return Error{Code::too_large,
                         fmt::format("{}: {} bytes, expected at most {}", path, target.length, largest)};
        }
        if (target.length > left) {
            return Error{
                Code::too_large,
                fmt::format("the release has more than {} bytes, which is the limit set for this screen", cap)};
        }
        left -= target.length;
        release.push_back(
            {*kind, {path, "targets/" + tuf::target_path(root, path, target), hash->second, target.length}});
    }
    if (!has_index) return Error{Code::bad_input, std::string(index_name) + ": not in the release"};
    return release;
}

Status ReleaseBuilder::take(const ReleaseTarget& target, const fs::path& path) {
    if (target.kind == FileKind::photo) return cache_.put_checked_file(target.file.sha256, path);
    auto bytes = content::read_file(path, static_cast<std::size_t>(target.file.size));
    if (!bytes) return bytes.error();
    if (auto unpacked = unpack(target, std::move(*bytes), Origin::source); !unpacked) return unpacked;
    waiting_files_.push_back(path);
    return waiting_bytes_ > max_waiting ? store_waiting() : Status();
}

Status ReleaseBuilder::unpack(const ReleaseTarget& target, std::string bytes, Origin origin) {
    const auto keep = [&](const std::string& hash, std::string blob) -> Status {
        if (origin == Origin::cache) {  // then its items are there as well, unless they were lost
            const auto has = cache_.has_blob(hash);
            if (!has) return has.error();
            if (*has) return {};
        }
        waiting_bytes_ += blob.size();
        waiting_.emplace(hash, std::move(blob));
        return {};
    };
    if (target.kind == FileKind::items) {
        auto items = content::read_shard(bytes, target.file.name);
        if (!items) return items.error();
        auto& references = items_[target.file.name];
        references.clear();
        for (auto& item : *items) {
            references.push_back({item.kind, std::move(item.id), content::sha256(item.json)});
            if (auto kept = keep(references.back().sha256, std::move(item.json)); !kept) return kept;
        }
    }
    return keep(target.file.sha256, std::move(bytes));
}

Status ReleaseBuilder::store_waiting() {
    if (waiting_.empty()) return {};
    std::vector<content::NewBlob> blobs;
    blobs.reserve(waiting_.size());
    for (const auto& [hash, bytes] : waiting_)
        blobs.push_back({hash, bytes});
    if (auto stored = cache_.put_blobs(blobs); !stored) return stored;
    for (const auto& path : waiting_files_) {
        std::error_code error;
        fs::remove(path, error);
    }
    waiting_.clear();
    waiting_files_.clear();
    waiting_bytes_ = 0;
    return {};
}

Result<std::string> ReleaseBuilder::read_stored(const ReleaseTarget& target) {
    auto bytes = cache_.read_blob(target.file.sha256, limits::shard);
    found_damage_ = !bytes && bytes.error().code != Code::io;
    if (!bytes) return bytes.error().in(target.file.name);
    return bytes;
}

Status ReleaseBuilder::read_known(const std::vector<ReleaseTarget>& targets) {
    for (const ReleaseTarget& target : targets) {
        if (target.kind != FileKind::items || items_.contains(target.file.name)) continue;
        auto bytes = read_stored(target);
        if (!bytes) return bytes.error();
        if (auto unpacked = unpack(target, std::move(*bytes), Origin::cache); !unpacked) {
            items_.erase(target.file.name);
            return unpacked;
        }
        if (waiting_bytes_ <= max_waiting) continue;
        if (auto stored = store_waiting(); !stored) return stored;
    }
    return store_waiting();
}

Result<content::ReleaseContents> ReleaseBuilder::finish(const std::vector<ReleaseTarget>& targets, std::int64_t number,
                                                        Instant created) {
    if (auto read = read_known(targets); !read) return read.error();
    content::ReleaseContents contents{number, created, {}, {}, {}};
    std::map<std::pair<content::ItemKind, std::string>, std::string> known;
    content::ReleaseIndex index;
    std::set<std::string> media;  // all files: what a release names is kept
    for (const ReleaseTarget& target : targets) {
        media.insert(target.file.sha256);
        if (target.kind == FileKind::photo) continue;
        if (target.kind == FileKind::index) {
            const auto bytes = read_stored(target);
            if (!bytes) return bytes.error();
            auto read = content::read_index(*bytes);
            if (!read) return read.error();
            index = std::move(*read);
            continue;
        }
        for (auto& item : items_[target.file.name])
            known[{item.kind, item.id}] = item.sha256;
    }
    contents.edition = std::move(index.edition);
    contents.media.assign(media.begin(), media.end());
    for (auto& [kind, id] : index.items) {
        const auto found = known.find({kind, id});
        if (found == known.end()) {
            return Error{Code::bad_input, fmt::format("{}: names {} \"{}\", which no file of the release has",
                                                      index_name, name(kind), id)};
        }
        contents.items.push_back({kind, std::move(id), found->second});
    }
    return contents;
}

}  // namespace syncing
