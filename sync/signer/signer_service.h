#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/base/steady.h"
#include "content/base/time.h"
#include "content/depot/keys.h"
#include "content/depot/signer_words.h"
#include "sync/signer/signer_memory.h"
#include "sync/signer/signer_policy.h"
#include "sync/signer/signing_log.h"

namespace signer {

/// How often something may happen: so many times at once, and as many again in each minute.
class Allowance {
public:
    explicit Allowance(int per_minute) : per_minute_(per_minute), left_(per_minute) {}
    /// At a time that never goes back.
    [[nodiscard]] bool take(content::Steady now);

private:
    double per_minute_;
    double left_;
    content::Steady at_{};
};

/// Answers one request after the other: policy, rules, log, keys. Not here: sockets (signer_socket.h), and who asks at
/// which end of them.
class SignerService {
public:
    struct Parts {
        std::filesystem::path depot;
        std::filesystem::path log;
        Policy policy;
        std::vector<content::SigningKey> keys;
    };
    /// Code::untrusted for a log that was changed, or that speaks of another depot; unavailable when another signer has
    /// it; bad_input for keys that the depot knows nothing of.
    [[nodiscard]] static content::Result<std::unique_ptr<SignerService>> open(Parts parts, content::Instant now);

    /// Whether the policy lets this peer ask; a refusal is logged.
    [[nodiscard]] bool admits(const Peer& peer, content::Instant now, content::Steady steady);
    /// The line that answers a line.
    [[nodiscard]] std::string answer(const Peer& peer, std::string_view line, content::Instant now,
                                     content::Steady steady);
    /// Notes a refusal; the line that says so.
    [[nodiscard]] std::string refuse(const Peer& peer, content::SignerRefusal refusal, content::Instant now,
                                     content::Steady steady);

    [[nodiscard]] std::vector<std::string> keyids() const;
    [[nodiscard]] const LogCheck& newest() const { return log_.newest(); }

private:
    SignerService(Parts parts, SigningLog log, Memory memory);
    [[nodiscard]] content::SignerStatus status() const;
    [[nodiscard]] content::SignerAnswer sign(const Peer& peer, const content::SigningRequest& request,
                                             content::Instant now);

    Parts parts_;
    SigningLog log_;
    Memory memory_;
    Allowance signatures_;
    Allowance noted_refusals_;
    std::int64_t unnoted_ = 0;  ///< refusals since the last one in the log
};

}  // namespace signer
