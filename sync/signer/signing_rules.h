#pragma once

#include <string>
#include <variant>

#include "content/base/time.h"
#include "content/depot/depot_plan.h"
#include "content/depot/signer_words.h"
#include "sync/signer/signer_memory.h"
#include "sync/signer/signer_policy.h"

/// What may be signed. Pure: all that is known goes in, a yes or a no with words comes out.
namespace signer {

struct Situation {
    const Policy& policy;
    const Memory& memory;
    const content::DepotState& depot;  ///< verified from its first root on
    content::Instant now;
};

/// What will be signed: the signer's own encoding of what it has read and understood, which is byte for byte what was
/// asked for.
struct Permission {
    content::JsonValue part;
    std::int64_t version = 0;
    std::string content;          ///< content_digest of a targets role, else empty
    content::tuf::RoleKeys by{};  ///< whose signatures count
};

/// The rules, in this order:
///   role      one of the policy's, or a bin for photos of the edition; the depot is a delegated one
///   form      metadata of that role, all of it known to us
///   version   exactly one above the last one signed and the one in the depot, whichever is higher
///   expiry    in the future, and no later than the role's lifetime from now
///   content   targets:    only paths of the role, with sha256; a photo is called by its hash; only the edition
///                         delegates, and only to its bins, by its own keys
///             snapshot:   what the depot lists or what was signed last, nothing left out
///             timestamp:  the snapshot of the depot or the one signed last; "signed at" is now
///   approval  of an edition that shows something else than the last one
/// And the depot must not have gone back since it was seen last.
[[nodiscard]] std::variant<Permission, content::SignerRefusal> judge(const content::SigningRequest& request,
                                                                     const Situation& situation);

}  // namespace signer
