#include "sync/agent/trust_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include "content/base/files.h"
#include "content/base/json.h"
#include "content/base/limits.h"
#include "content/base/sha256.h"
#include "content/depot/delegates.h"
#include "content/tuf/folder.h"

namespace syncing {
namespace {

namespace fs = std::filesystem;
using content::JsonValue;

std::optional<JsonValue> read_record(const fs::path& path) {
    const auto bytes = content::read_file(path, content::limits::state_record);
    if (!bytes) return std::nullopt;
    auto json = content::parse_strict_json(*bytes, path.string());
    if (!json || json->object() == nullptr) return std::nullopt;
    return std::move(*json);
}

Instant instant(const JsonValue& record, std::string_view key) {
    const auto parsed = content::parse_instant(record.text_at(key), "UTC");
    return parsed ? *parsed : Instant{};
}

std::string hash_of_keys(const content::tuf::Root& root) {
    std::string all;
    for (const char* role : {"timestamp", "snapshot"}) {
        const auto found = root.roles.find(role);
        if (found == root.roles.end()) continue;
        std::vector<std::string> keyids = found->second.keyids;
        std::ranges::sort(keyids);
        for (const auto& keyid : keyids)
            all += keyid + "\n";
        all += "\n";
    }
    return content::sha256(all);
}

Error behind(std::string_view role, std::int64_t version, std::int64_t floor) {
    return {Code::outdated,
            fmt::format("{}.json: version {}, but version {} was accepted before (rollback)", role, version, floor)};
}

}  // namespace

VersionFloor floor_of(const content::tuf::TrustedSet& trusted) {
    VersionFloor floor;
    floor.root = trusted.root().version;
    floor.timestamp = trusted.timestamp() != nullptr ? trusted.timestamp()->version : 0;
    floor.snapshot = trusted.snapshot() != nullptr ? trusted.snapshot()->version : 0;
    floor.targets = trusted.targets() ? trusted.targets()->version : 0;
    if (trusted.timestamp() != nullptr) floor.signed_at = trusted.timestamp()->signed_at.value_or(Instant{});
    floor.keys = hash_of_keys(trusted.root());
    floor.release = content::release_number(trusted);
    return floor;
}

Status check_floor(const VersionFloor& floor, const VersionFloor& accepted) {
    if (accepted.root < floor.root) return behind("root", accepted.root, floor.root);
    if (accepted.keys != floor.keys) return {};
    if (accepted.timestamp < floor.timestamp) return behind("timestamp", accepted.timestamp, floor.timestamp);
    if (accepted.snapshot < floor.snapshot) return behind("snapshot", accepted.snapshot, floor.snapshot);
    if (accepted.targets < floor.targets) return behind("targets", accepted.targets, floor.targets);
    if (accepted.release < floor.release) {
        return Error{Code::outdated, fmt::format("release {}, but release {} was accepted before (rollback)",
                                                 accepted.release, floor.release)};
    }
    return {};
}

Status TrustFolder::prepare() const {
    std::error_code error;
    const bool is_new = fs::create_directories(metadata(), error);
    if (error) return Error{Code::io, fmt::format("{}: cannot create: {}", metadata().string(), error.message())};
    return is_new ? content::sync_folder(folder_) : Status();
}

Result<content::Descriptor> TrustFolder::lock(Environment& environment) const {
    constexpr int tries = 100;
    constexpr milliseconds pause{100};
    const fs::path path = folder_ / "lock";
    content::Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644));
    if (!file.is_open()) return content::file_error(path, "create", errno);
    for (int i = 0; i < tries && !environment.is_stopping(); ++i) {
        if (::flock(file.value(), LOCK_EX | LOCK_NB) == 0) return file;
        environment.sleep(pause);
    }
    return Error{Code::io, path.string() + ": another program is at work on this folder of trust"};
}

void TrustFolder::remove_unpacked() const {
    std::vector<fs::path> left;
    std::error_code error;
    for (fs::directory_iterator entry(unpacked(), error), end; !error && entry != end; entry.increment(error)) {
        const content::Descriptor folder(::open(entry->path().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        if (folder.is_open() && ::flock(folder.value(), LOCK_EX | LOCK_NB) == 0) left.push_back(entry->path());
    }
    for (const fs::path& path : left)
        fs::remove_all(path, error);
}

std::optional<VersionFloor> TrustFolder::floor() const {
    const auto record = read_record(folder_ / "floor.json");
    if (!record) return std::nullopt;
    return VersionFloor{record->number_at("root"),    record->number_at("timestamp"), record->number_at("snapshot"),
                        record->number_at("targets"), instant(*record, "signed_at"),  record->text_at("keys"),
                        record->number_at("release")};
}

Status TrustFolder::save(const VersionFloor& floor) const {
    const JsonValue record(JsonValue::Object{{"keys", floor.keys},
                                             {"release", floor.release},
                                             {"root", floor.root},
                                             {"signed_at", content::to_iso(floor.signed_at)},
                                             {"snapshot", floor.snapshot},
                                             {"targets", floor.targets},
                                             {"timestamp", floor.timestamp}});
    return content::write_file(folder_ / "floor.json", content::to_compact_json(record));
}

std::optional<content::QuarantineRows> TrustFolder::quarantine() const {
    const auto record = read_record(folder_ / "quarantine.json");
    if (!record) return std::nullopt;
    content::QuarantineRows rows;
    for (const auto& [key, value] : *record->object())
        rows.emplace(key, record->text_at(key));
    return rows;
}

Status TrustFolder::save(const content::QuarantineRows& rows) const {
    JsonValue::Object record;
    for (const auto& [key, value] : rows)
        record.emplace(key, value);
    return content::write_file(folder_ / "quarantine.json", content::to_compact_json(JsonValue(std::move(record))));
}

std::vector<std::string> TrustFolder::told() const {
    std::vector<std::string> told;
    const auto record = read_record(folder_ / "told.json");
    const auto* list = record ? record->find("told") : nullptr;
    if (list == nullptr || list->array() == nullptr) return told;
    for (const JsonValue& value : *list->array()) {
        if (value.string() != nullptr) told.push_back(*value.string());
    }
    return told;
}

Status TrustFolder::save(const std::vector<std::string>& told) const {
    JsonValue::Array list(told.begin(), told.end());
    const JsonValue record(JsonValue::Object{{"told", std::move(list)}});
    return content::write_file(folder_ / "told.json", content::to_compact_json(record));
}

std::optional<MirrorRecord> TrustFolder::mirror() const {
    const auto record = read_record(folder_ / "mirror.json");
    if (!record) return std::nullopt;
    MirrorRecord mirror{
        {}, record->text_at("timestamp_sha256"), record->number_at("release"), instant(*record, "checked")};
    if (const auto* etags = record->find("etags"); etags != nullptr && etags->object() != nullptr) {
        for (const auto& [base, etag] : *etags->object()) {
            if (const auto* text = etags->find_string(base)) mirror.etags.emplace(base, *text);
        }
    }
    return mirror;
}

Status TrustFolder::save(const MirrorRecord& record) const {
    JsonValue::Object etags;
    for (const auto& [base, etag] : record.etags)
        etags.emplace(base, etag);
    const JsonValue json(JsonValue::Object{{"checked", content::to_iso(record.checked)},
                                           {"etags", std::move(etags)},
                                           {"release", record.release},
                                           {"timestamp_sha256", record.timestamp_sha256}});
    return content::write_unsynced(folder_ / "mirror.json", content::to_compact_json(json));
}

Status install_trust(const fs::path& folder, const std::string& root) {
    const auto offered = content::tuf::TrustedSet::start(root, Instant{}, content::tuf::verify_ed25519);
    if (!offered) return offered.error().in("trust");
    const TrustFolder trust(folder);
    if (auto made = trust.prepare(); !made) return made;
    content::tuf::FolderStore store(trust.metadata());
    if (const auto stored = store.load("root.json")) {
        const auto known = content::tuf::TrustedSet::start(*stored, Instant{}, content::tuf::verify_ed25519);
        if (known && known->root().version >= offered->root().version) return {};
    }
    return store.save("root.json", root);
}

}  // namespace syncing
