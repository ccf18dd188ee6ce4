#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/depot/approval.h"
#include "content/depot/depot_plan.h"
#include "content/depot/signer_words.h"
#include "content/depot/signers.h"

namespace content {

/// kiosk-signer on its unix socket, for one publication. The keys stay there. Each question has a connection of its
/// own: a signer waits some seconds for the next one, and there may be a whole pack to read in between.
class SignerClient final : public Signer {
public:
    /// Asks for the signer's status. `approvals` go with the edition. Code::unavailable when nobody
    /// answers: nothing was signed, and trying again later will help; bad_input when it refuses.
    [[nodiscard]] static Result<std::shared_ptr<SignerClient>> connect(const std::filesystem::path& socket,
                                                                       std::vector<Approval> approvals);

    [[nodiscard]] std::set<std::string> keyids(const std::string& role) const override;
    [[nodiscard]] std::int64_t last_version(const std::string& role) const override;
    [[nodiscard]] Result<std::vector<tuf::Signature>> sign(const std::string& role, const JsonValue& part,
                                                           const std::set<std::string>& keyids) const override;

    [[nodiscard]] const SignerStatus& status() const { return status_; }
    /// No longer than the signer signs.
    [[nodiscard]] Lifetimes limited(Lifetimes lifetimes) const;

private:
    SignerClient(std::filesystem::path path, std::vector<Approval> approvals)
        : path_(std::move(path)), approvals_(std::move(approvals)) {}
    [[nodiscard]] Result<SignerAnswer> ask(const SignerRequest& request) const;

    std::filesystem::path path_;
    std::vector<Approval> approvals_;
    SignerStatus status_{};
};

}  // namespace content
