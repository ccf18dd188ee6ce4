#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/depot/keys.h"
#include "content/tuf/updater.h"

/// A whole TUF publisher in memory: signs on demand, lies on order, and remembers what it was asked for.
namespace simulator {

namespace tuf = content::tuf;

/// The moment all simulated updates start at, unless a test says otherwise.
[[nodiscard]] content::Instant day(int days);

/// Always the same key for the same number.
[[nodiscard]] content::SigningKey key(int number);

class Repository final : public tuf::MetadataSource {
public:
    /// Version 1 of the four roles, one key each (numbers 1 to 4: root, timestamp, snapshot, targets), for 30 days.
    Repository();

    /// What will be signed by the next publish(); tests change it as they like.
    tuf::Root root;
    tuf::Timestamp timestamp;
    tuf::SnapshotRole snapshot;
    std::map<std::string, tuf::Targets> targets;  ///< "targets" and delegated roles
    std::map<std::string, std::vector<content::SigningKey>> signers;
    std::map<std::string, std::string> published;  ///< path to bytes: "1.root.json", "timestamp.json"
    bool with_hashes = false;                      ///< snapshot and timestamp state lengths and hashes
    bool is_endless = false;                       ///< answers everything with more than the cap
    std::set<std::string> broken;                  ///< paths for which the connection fails
    std::vector<std::string> requests;

    /// Signs the roles in this order. A role that was published before gets version + 1, unless `Version::keep`.
    /// Snapshot and timestamp learn what was published before them.
    enum class Version { next, keep };
    void publish(const std::vector<std::string>& roles, Version version = Version::next);
    /// The three roles of every release: targets, snapshot, timestamp.
    void release();

    void trust(const std::string& role, const content::SigningKey& key);  ///< adds the key to root and signers
    void set_keys(const std::string& role, const std::vector<int>& keys, std::int64_t threshold,
                  const std::vector<int>& signing);  ///< replaces them
    void delegate(const std::string& delegator, tuf::DelegatedRole role, int key_number);
    void add_target(const std::string& role, const std::string& path, std::string_view bytes);

    [[nodiscard]] content::Result<std::string> get(const std::string& path, std::size_t cap) override;
    [[nodiscard]] const std::string& newest(const std::string& role) const;

private:
    tuf::Common& common(const std::string& role);
    [[nodiscard]] content::JsonValue signed_part(const std::string& role) const;
    std::map<std::string, std::string> newest_path_;
};

class MemoryStore final : public tuf::TrustedStore {
public:
    std::map<std::string, std::string> files;

    [[nodiscard]] content::Result<std::string> load(const std::string& name) const override;
    [[nodiscard]] content::Status save(const std::string& name, std::string_view bytes) override;
    [[nodiscard]] content::Status remove(const std::string& name) override;
};

/// A client that trusts the repository's first root.
class Client {
public:
    explicit Client(Repository& repository);

    [[nodiscard]] content::Status refresh(int on_day = 0);
    /// refresh and then find.
    [[nodiscard]] content::Result<tuf::TargetFile> find(std::string_view path, int on_day = 0);
    /// Version of a stored file; 0 when there is none.
    [[nodiscard]] std::int64_t version(const std::string& role) const;
    /// "root 2, timestamp 1": names and versions of all that is stored.
    [[nodiscard]] std::string stored() const;

    MemoryStore store;

private:
    Repository& repository_;
};

}  // namespace simulator
