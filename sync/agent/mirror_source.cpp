#include "sync/agent/mirror_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "content/base/internet_address.h"
#include "content/base/limits.h"
#include "content/depot/delegates.h"

namespace syncing {
namespace {

namespace tuf = content::tuf;
namespace limits = content::limits;

constexpr std::string_view metadata_folder = "metadata/";
constexpr const char* timestamp_name = "timestamp.json";
constexpr std::size_t roles_at_once = 64;  // a release with many photos has 17

std::string versioned(std::int64_t version, const std::string& name) {
    return std::to_string(version) + "." + name;
}

/// "12.snapshot.json" is a version of "snapshot.json".
bool is_version_of(const std::string& path, const std::string& name) {
    return path.size() > name.size() && path.ends_with("." + name) &&
           path.find_first_not_of("0123456789") == path.size() - name.size() - 1;
}

template <class T>
std::int64_t stored_version(const tuf::TrustedStore& store, const char* name,
                            Result<tuf::Envelope<T>> (*parse)(std::string_view)) {
    const auto bytes = store.load(name);
    if (!bytes) return 0;
    const auto parsed = parse(*bytes);
    return parsed ? parsed->content.version : 0;
}

/// The file that a next release brings for certain, and the version of it that is here; 0 before the first.
struct ContentFile {
    std::string name = "targets.json";
    std::int64_t version = 0;
};
ContentFile content_file(const tuf::TrustedStore& store) {
    const auto top_bytes = store.load("targets.json");
    const auto snapshot_bytes = store.load("snapshot.json");
    const auto top = top_bytes ? tuf::parse_targets(*top_bytes, "targets") : top_bytes.error();
    const auto snapshot = snapshot_bytes ? tuf::parse_snapshot(*snapshot_bytes) : snapshot_bytes.error();
    if (!top || !snapshot) return {};
    return {tuf::file_name(content::content_role(top->content)),
            content::release_number(top->content, snapshot->content)};
}

/// Who wants one of these asks for it.
bool is_left_out(const std::string& name) {
    return std::ranges::any_of(content::roles_beside_releases,
                               [&](std::string_view role) { return name == tuf::file_name(role); });
}

}  // namespace

void MirrorSource::begin(const std::string& etag, bool is_announced) {
    std::vector<Request> requests = {{std::string(metadata_folder) + timestamp_name, limits::timestamp_metadata, etag}};
    asked_names_ = {timestamp_name};
    const auto add = [&](std::int64_t version, const std::string& name, std::size_t cap) {
        asked_names_.push_back(versioned(version, name));
        requests.push_back({std::string(metadata_folder) + asked_names_.back(), cap});
    };
    root_ = stored_version<tuf::Root>(stored_, "root.json", tuf::parse_root);
    if (etag.empty() || is_announced) add(root_ + 1, "root.json", limits::root_metadata);
    certain_ = requests.size();
    const auto snapshot = stored_version<tuf::SnapshotRole>(stored_, "snapshot.json", tuf::parse_snapshot);
    const auto content = content_file(stored_);
    if (is_announced && snapshot > 0) add(snapshot + 1, "snapshot.json", limits::snapshot_metadata);
    if (is_announced && content.version > 0) add(content.version + 1, content.name, limits::targets_metadata);
    asked_ = transport_.begin(requests, Lane::main);
}

Status MirrorSource::open() {
    auto answers = asked_->take();
    asked_.reset();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        // A guess that failed says nothing: asked for by name, the file may be there.
        if (answers[i] || i < certain_) waiting_.insert_or_assign(asked_names_[i], std::move(answers[i]));
    }
    const auto& timestamp = waiting_.at(timestamp_name);
    if (!timestamp) return timestamp.error();
    etag_ = timestamp->etag;
    const auto stored = stored_.load(timestamp_name);
    is_unchanged_ = timestamp->is_unchanged || (stored && timestamp->bytes == *stored);
    const auto offered = tuf::parse_timestamp(timestamp->is_unchanged && stored ? *stored : timestamp->bytes);
    if (offered) claimed_ = offered->content.version;
    if (timestamp->is_unchanged) return {};
    const std::string next_root = versioned(root_ + 1, "root.json");
    if (!waiting_.contains(next_root)) next_.push_back({next_root, limits::root_metadata});
    const auto snapshot = stored_version<tuf::SnapshotRole>(stored_, "snapshot.json", tuf::parse_snapshot);
    const auto content = content_file(stored_);
    const std::int64_t ahead = offered ? offered->content.snapshot.version - snapshot : 0;
    if (ahead <= 0) return {};
    next_.push_back({versioned(offered->content.snapshot.version, "snapshot.json"), limits::snapshot_metadata});
    // Both are mostly counted alike, from the first release on.
    next_.push_back({versioned(content.version + ahead, content.name), limits::targets_metadata, true});
    return {};
}

void MirrorSource::fetch(const std::vector<File>& files) {
    std::vector<Request> requests;
    requests.reserve(files.size());
    for (const File& file : files)
        requests.push_back({std::string(metadata_folder) + file.name, file.cap});
    auto answers = transport_.get(requests);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i] || !files[i].is_guess) waiting_.insert_or_assign(files[i].name, std::move(answers[i]));
    }
}

/// Whoever asks for a role after the snapshot has accepted it: of the roles that it lists, those will be wanted that it
/// lists in another version than the one before.
void MirrorSource::foresee_roles(const std::string& asked, std::size_t cap) {
    std::vector<File> files;
    if (!waiting_.contains(asked)) files.push_back({asked, cap});
    const auto offered = tuf::parse_snapshot(snapshot_);
    if (offered) {
        for (const auto& [name, meta] : offered->content.meta) {
            const bool is_plain = content::percent_encoded(name) == name;  // else its file is called otherwise
            if (is_left_out(name)) continue;
            const std::string file = versioned(meta.version, name);
            if (file == asked || waiting_.contains(file) || !is_plain || files.size() > roles_at_once) continue;
            const auto bytes = stored_.load(name);
            const auto known = bytes ? tuf::parse_targets(*bytes, name) : Error{Code::not_found, name};
            if (known && known->content.version == meta.version) continue;
            files.push_back({file, limits::targets_metadata});
        }
    }
    if (!files.empty()) fetch(files);
}

Result<std::string> MirrorSource::get(const std::string& path, std::size_t cap) {
    if (!snapshot_.empty() && !std::exchange(has_foreseen_, true)) foresee_roles(path, cap);
    if (!waiting_.contains(path)) {
        std::vector<File> files = {{path, cap}};
        for (File& file : std::exchange(next_, {})) {
            if (file.name != path && !waiting_.contains(file.name)) files.push_back(std::move(file));
        }
        fetch(files);
    }
    auto answer = std::move(waiting_.extract(path).mapped());
    if (!answer) return answer.error();
    if (answer->bytes.size() > cap) return Error{Code::too_large, fmt::format("{}: more than {} bytes", path, cap)};
    if (is_version_of(path, "snapshot.json") || path == "snapshot.json") snapshot_ = answer->bytes;
    return std::move(answer->bytes);
}

}  // namespace syncing
