#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/base/json.h"
#include "content/base/result.h"
#include "content/depot/keys.h"
#include "content/tuf/metadata.h"

/// Who signs the metadata that depot_plan.h makes, wherever the keys are.
namespace content {

/// One holder of keys: this process (LocalKeys), or another one (signer_client.h).
class Signer {
public:
    Signer() = default;
    virtual ~Signer() = default;
    Signer(const Signer&) = delete;
    Signer& operator=(const Signer&) = delete;

    /// Of those of its keys that it would sign this role with, if they counted for it.
    [[nodiscard]] virtual std::set<std::string> keyids(const std::string& role) const = 0;
    /// The highest version of a role that it has signed, also one that was written nowhere: the next one is above it.
    /// 0 where nobody counts.
    [[nodiscard]] virtual std::int64_t last_version(const std::string& role) const = 0;
    /// Signatures over the canonical JSON of `part`, the "signed" of a role's metadata, by those of its keys that
    /// `keyids` names. Code::unavailable: nothing was signed, and trying again later will help; bad_input: refused.
    [[nodiscard]] virtual Result<std::vector<tuf::Signature>> sign(const std::string& role, const JsonValue& part,
                                                                   const std::set<std::string>& keyids) const = 0;
};

/// Keys in this process. They sign whatever they are given.
class LocalKeys final : public Signer {
public:
    explicit LocalKeys(std::vector<SigningKey> keys) : keys_(std::move(keys)) {}
    [[nodiscard]] std::set<std::string> keyids(const std::string& role) const override;
    [[nodiscard]] std::int64_t last_version(const std::string& role) const override;
    [[nodiscard]] Result<std::vector<tuf::Signature>> sign(const std::string& role, const JsonValue& part,
                                                           const std::set<std::string>& keyids) const override;

private:
    std::vector<SigningKey> keys_;
};

/// All that sign one publication: each metadata file gets the signature of every key at hand that counts for it.
class Signers {
public:
    Signers() = default;
    Signers(std::vector<SigningKey> keys);            // NOLINT(google-explicit-constructor): keys are signers
    Signers(std::initializer_list<SigningKey> keys);  // NOLINT(google-explicit-constructor)
    Signers(std::shared_ptr<const Signer> signer);    // NOLINT(google-explicit-constructor)

    void add(std::shared_ptr<const Signer> signer) { signers_.push_back(std::move(signer)); }
    /// What each timestamp says from now on of the log of the hub that publishes; else it goes on saying what it said.
    void anchor(tuf::LogAnchor log) { log_ = std::move(log); }
    [[nodiscard]] const std::optional<tuf::LogAnchor>& log() const { return log_; }

    [[nodiscard]] std::set<std::string> keyids(const std::string& role) const;
    [[nodiscard]] std::int64_t last_version(const std::string& role) const;
    /// By keyid, none twice. Errors as those of Signer.
    [[nodiscard]] Result<std::vector<tuf::Signature>> sign(const std::string& role, const JsonValue& part,
                                                           const std::set<std::string>& keyids) const;

private:
    std::vector<std::shared_ptr<const Signer>> signers_;
    std::optional<tuf::LogAnchor> log_{};
};

}  // namespace content
