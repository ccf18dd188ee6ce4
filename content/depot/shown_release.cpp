#include "content/depot/shown_release.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/items/json_read.h"
#include "content/tuf/updater.h"

namespace content {
namespace {

namespace fs = std::filesystem;

/// A file of the depot, compared with what was signed.
Result<std::string> read_target(const fs::path& depot, const tuf::Root& root, const std::string& path,
                                const tuf::TargetFile& target, std::size_t cap) {
    const auto hash = target.hashes.find("sha256");
    if (hash == target.hashes.end()) return Error{Code::bad_input, path + ": expected a sha256"};
    return read_file_checked(depot / "targets" / tuf::target_path(root, path, target), hash->second, cap);
}

class DepotBlobs : public BlobStore {
public:
    DepotBlobs(fs::path depot, tuf::Root root) : depot_(std::move(depot)), root_(std::move(root)) {}

    /// A photo is named by its hash.
    [[nodiscard]] Result<std::string> read(const std::string& sha256, std::size_t cap) const override {
        tuf::TargetFile target;
        target.hashes.emplace("sha256", sha256);
        return read_target(depot_, root_, "photos/" + sha256, target, cap);
    }

private:
    fs::path depot_;
    tuf::Root root_;
};

/// Photos of a pack, which stay where they are until they are copied.
class PackBlobs : public BlobStore {
public:
    PackBlobs(const fs::path& pack, const Release& release) {
        for (const ReleaseFile& file : release.files) {
            if (!file.media.empty()) paths_.emplace(file.sha256, pack / "media" / file.media);
        }
    }
    [[nodiscard]] Result<std::string> read(const std::string& sha256, std::size_t cap) const override {
        const auto found = paths_.find(sha256);
        if (found == paths_.end()) return Error{Code::not_found, "no blob " + sha256};
        return read_file_checked(found->second, sha256, cap);
    }

private:
    std::map<std::string, fs::path> paths_;
};

/// Files of a release as they come, and what they say together.
class Reading {
public:
    /// Whether a file has words; the others are photos.
    [[nodiscard]] static bool has_words(std::string_view path) {
        return path == index_file || path.starts_with(items_folder);
    }
    [[nodiscard]] Status take(const std::string& path, std::string_view bytes) {
        if (path == index_file) {
            auto read = read_index(bytes);
            if (!read) return read.error();
            index_ = std::move(*read);
            return {};
        }
        auto read = read_shard(bytes, path);
        if (!read) return read.error();
        for (EncodedItem& item : *read)
            items_.insert_or_assign({item.kind, item.id}, std::move(item.json));
        return {};
    }
    /// The items in the order of the index; without one, nothing.
    [[nodiscard]] Result<Pack> finish() const {
        Pack pack;
        if (index_.edition.empty()) return pack;
        auto edition = edition_from_json(index_.edition);
        if (!edition) return edition.error();
        pack.edition = std::move(*edition);
        for (const auto& key : index_.items) {
            const auto found = items_.find(key);
            if (found == items_.end())
                return Error{Code::bad_input, key.second + ": named by the index, and not there"};
            if (auto decoded = decode_item(key.first, found->second, pack); !decoded) return decoded.error();
        }
        return pack;
    }

private:
    static constexpr std::string_view index_file = "index.json.zst";
    static constexpr std::string_view items_folder = "items/";
    ReleaseIndex index_;
    std::map<std::pair<ItemKind, std::string>, std::string> items_;
};

}  // namespace

Result<Snapshot> shown_release(const fs::path& depot, const DepotState& state) {
    Snapshot snapshot;
    snapshot.blobs = std::make_shared<DepotBlobs>(depot, state.root);
    const auto top = state.targets.find("targets");
    if (top == state.targets.end()) return snapshot;
    const auto role = state.targets.find(content_role(top->second));
    if (role == state.targets.end()) return snapshot;
    snapshot.release = release_number(top->second, state.snapshot);
    Reading reading;
    for (const auto& [path, target] : role->second.targets) {
        if (!Reading::has_words(path)) continue;
        const auto bytes = read_target(depot, state.root, path, target, limits::shard);
        if (!bytes) return bytes.error();
        if (auto taken = reading.take(path, *bytes); !taken) return taken.error();
    }
    auto pack = reading.finish();
    if (!pack) return pack.error();
    snapshot.pack = std::move(*pack);
    return snapshot;
}

Result<Snapshot> planned_release(const Release& release, const fs::path& folder) {
    Reading reading;
    for (const ReleaseFile& file : release.files) {
        if (!Reading::has_words(file.path)) continue;
        if (auto taken = reading.take(file.path, file.bytes); !taken) return taken.error();
    }
    auto pack = reading.finish();
    if (!pack) return pack.error();
    Snapshot snapshot;
    snapshot.pack = std::move(*pack);
    snapshot.blobs = std::make_shared<PackBlobs>(folder, release);
    return snapshot;
}

}  // namespace content
