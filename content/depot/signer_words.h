#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "content/base/enum_names.h"
#include "content/base/json.h"
#include "content/base/result.h"
#include "content/depot/approval.h"
#include "content/depot/depot_plan.h"
#include "content/tuf/metadata.h"

/// The words between whoever publishes and kiosk-signer, on a unix socket: JSON, one line each way, as many times as
/// wanted. The signer's rules are not here but in sync/signer.
///
///   {"do":"status"}                                                   ->
///   {"keys":[...],"roles":[...],"last":{...},"days":{...}}
///   {"do":"sign","role":"edition","signed":{...},"approvals":[...]}   -> {"signatures":[{"keyid":...,"sig":...}]}
///   refused                                                           -> {"code":"wrong-version","message":"..."}
namespace content {

struct StatusRequest {};
struct SigningRequest {
    std::string role;
    JsonValue part;  ///< "signed" of the metadata
    std::vector<Approval> approvals;
};
using SignerRequest = std::variant<StatusRequest, SigningRequest>;

/// The lifetimes that a signer limits, as its status and its policy call them: those of root and targets are never its
/// own.
inline constexpr std::array<std::pair<std::string_view, std::chrono::days Lifetimes::*>, 4> signer_lifetimes = {
    {{"emergency", &Lifetimes::emergency},
     {"delegated", &Lifetimes::delegated},
     {"snapshot", &Lifetimes::snapshot},
     {"timestamp", &Lifetimes::timestamp}}};

/// What a signer says about itself.
struct SignerStatus {
    std::set<std::string> keyids;
    std::set<std::string> roles;               ///< that its policy lets it sign; "edition" stands for its bins as well
    std::map<std::string, std::int64_t> last;  ///< role to the highest version that it has signed
    Lifetimes lifetimes;                       ///< the longest that it signs: signer_lifetimes

    /// Those of its keys that it would sign this role with, a bin for photos too.
    [[nodiscard]] std::set<std::string> keyids_for(const std::string& role) const;
    /// 0 where it has signed none.
    [[nodiscard]] std::int64_t last_version(const std::string& role) const;
};

/// Why nothing was signed.
enum class Refusal {
    bad_request,       ///< no request, or metadata that the signer cannot read
    too_large,         ///< above limits::signer_request
    not_allowed,       ///< asked by a user whom the policy does not name
    too_many,          ///< more than the policy allows in a minute; trying again later helps
    wrong_role,        ///< a role that is not the signer's
    wrong_path,        ///< a target that does not belong to the role
    wrong_version,     ///< not one above the last one
    wrong_expiry,      ///< longer than the policy allows, or over
    wrong_content,     ///< words that do not fit what was signed before
    not_approved,      ///< the policy asks for the approval of a second person
    wrong_depot,       ///< the depot is another one, went back, or cannot be read
    cannot_write_log,  ///< nothing is signed that is not in the log; trying again later helps
};
inline constexpr Names<Refusal, 12> refusal_names = {{{Refusal::bad_request, "bad-request"},
                                                      {Refusal::too_large, "too-large"},
                                                      {Refusal::not_allowed, "not-allowed"},
                                                      {Refusal::too_many, "too-many"},
                                                      {Refusal::wrong_role, "wrong-role"},
                                                      {Refusal::wrong_path, "wrong-path"},
                                                      {Refusal::wrong_version, "wrong-version"},
                                                      {Refusal::wrong_expiry, "wrong-expiry"},
                                                      {Refusal::wrong_content, "wrong-content"},
                                                      {Refusal::not_approved, "not-approved"},
                                                      {Refusal::wrong_depot, "wrong-depot"},
                                                      {Refusal::cannot_write_log, "cannot-write-log"}}};
struct SignerRefusal {
    Refusal code = Refusal::bad_request;
    std::string message;
};
using SignerAnswer = std::variant<SignerStatus, std::vector<tuf::Signature>, SignerRefusal>;

/// One line, without its end. Code::bad_input, with what was expected.
[[nodiscard]] Result<SignerRequest> read_request(std::string_view line);
[[nodiscard]] Result<SignerAnswer> read_answer(std::string_view line);
[[nodiscard]] std::string to_line(const SignerRequest& request);
[[nodiscard]] std::string to_line(const SignerAnswer& answer);

}  // namespace content
