#include "tests/content/tuf/simulator.h"

#include <chrono>

#include "content/base/sha256.h"
#include "content/tuf/encode.h"

namespace simulator {
namespace {

using content::Code;
using content::Error;

std::map<std::string, std::string> hashes_of(std::string_view bytes) {
    return {{"sha256", content::sha256(bytes)}};
}

}  // namespace

content::Instant day(int days) {
    using namespace std::chrono;
    return sys_days(year(2024) / 1 / 18) + std::chrono::days(days);
}

content::SigningKey key(int number) {
    return content::SigningKey::from_seed(std::string(32, static_cast<char>(number)));
}

Repository::Repository() {
    targets["targets"] = {};
    int number = 0;
    for (const std::string role : {"root", "timestamp", "snapshot", "targets"})
        trust(role, key(++number));
    for (const std::string role : {"root", "timestamp", "snapshot", "targets"})
        common(role).expires = day(30);
    publish({"root"});
    release();
}

tuf::Common& Repository::common(const std::string& role) {
    if (role == "root") return root;
    if (role == "timestamp") return timestamp;
    if (role == "snapshot") return snapshot;
    return targets.at(role);
}

content::JsonValue Repository::signed_part(const std::string& role) const {
    if (role == "root") return to_json(root);
    if (role == "timestamp") return to_json(timestamp);
    if (role == "snapshot") return to_json(snapshot);
    return to_json(targets.at(role));
}

void Repository::publish(const std::vector<std::string>& roles, Version version) {
    for (const auto& role : roles) {
        if (version == Version::next && newest_path_.contains(role)) ++common(role).version;
        const auto part = signed_part(role);
        std::vector<tuf::Signature> signatures;
        for (const auto& signer : signers[role])
            signatures.push_back(signer.sign(to_canonical_json(part)));
        const std::string number = std::to_string(common(role).version) + ".";
        const std::string path = (role == "timestamp" ? "" : number) + tuf::file_name(role);
        published[path] = encode_file(part, signatures);
        newest_path_[role] = path;
        tuf::MetaFile meta{common(role).version, {}, {}};
        if (with_hashes) {
            meta.length = static_cast<std::int64_t>(published[path].size());
            meta.hashes = hashes_of(published[path]);
        }
        if (role == "snapshot") timestamp.snapshot = meta;
        if (!tuf::is_top_level(role) || role == "targets") snapshot.meta[role + ".json"] = meta;
    }
}

void Repository::release() {
    publish({"targets", "snapshot", "timestamp"});
}

void Repository::trust(const std::string& role, const content::SigningKey& signer) {
    root.keys[signer.keyid()] = signer.public_key();
    root.roles[role].keyids.push_back(signer.keyid());
    signers[role].push_back(signer);
}

void Repository::set_keys(const std::string& role, const std::vector<int>& keys, std::int64_t threshold,
                          const std::vector<int>& signing) {
    root.roles[role] = {{}, threshold};
    signers[role].clear();
    for (const int number : keys) {
        root.keys[key(number).keyid()] = key(number).public_key();
        root.roles[role].keyids.push_back(key(number).keyid());
    }
    for (const int number : signing)
        signers[role].push_back(key(number));
}

void Repository::delegate(const std::string& delegator, tuf::DelegatedRole role, int key_number) {
    auto& delegations = targets[delegator].delegations;
    if (!delegations) delegations.emplace();
    const auto signer = key(key_number);
    delegations->keys[signer.keyid()] = signer.public_key();
    role.keyids = {signer.keyid()};
    signers[role.name].push_back(signer);
    if (!targets.contains(role.name)) targets[role.name].expires = day(30);
    delegations->roles.push_back(std::move(role));
}

void Repository::add_target(const std::string& role, const std::string& path, std::string_view bytes) {
    targets.at(role).targets[path] = {static_cast<std::int64_t>(bytes.size()), hashes_of(bytes), {}};
}

content::Result<std::string> Repository::get(const std::string& path, std::size_t cap) {
    requests.push_back(path);
    if (is_endless) return Error{Code::too_large, path};
    if (broken.contains(path)) return Error{Code::unavailable, path};
    const auto found = published.find(path);
    if (found == published.end()) return Error{Code::not_found, path};
    if (found->second.size() > cap) return Error{Code::too_large, path};
    return found->second;
}

const std::string& Repository::newest(const std::string& role) const {
    return published.at(newest_path_.at(role));
}

content::Result<std::string> MemoryStore::load(const std::string& name) const {
    const auto found = files.find(name);
    if (found == files.end()) return Error{Code::not_found, name};
    return found->second;
}

content::Status MemoryStore::save(const std::string& name, std::string_view bytes) {
    files[name] = bytes;
    return {};
}

content::Status MemoryStore::remove(const std::string& name) {
    files.erase(name);
    return {};
}

Client::Client(Repository& repository) : repository_(repository) {
    store.files["root.json"] = repository.published.at("1.root.json");
}

content::Status Client::refresh(int on_day) {
    return tuf::Updater(repository_, store, day(on_day)).refresh();
}

content::Result<tuf::TargetFile> Client::find(std::string_view path, int on_day) {
    tuf::Updater updater(repository_, store, day(on_day));
    if (const auto done = updater.refresh(); !done) return done.error();
    return updater.find_target(path);
}

std::int64_t Client::version(const std::string& role) const {
    const auto found = store.files.find(tuf::file_name(role));
    if (found == store.files.end()) return 0;
    const auto json = content::parse_strict_json(found->second, role);
    return *json->find("signed")->find("version")->integer();
}

std::string Client::stored() const {
    std::string text;
    for (const auto& [name, bytes] : store.files) {
        const std::string role = name.substr(0, name.size() - 5);
        const auto json = content::parse_strict_json(bytes, name);
        text +=
            (text.empty() ? "" : ", ") + role + " " + std::to_string(*json->find("signed")->find("version")->integer());
    }
    return text;
}

}  // namespace simulator
