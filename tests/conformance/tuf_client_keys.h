#pragma once

#include <string_view>

#include "content/tuf/metadata.h"

namespace conformance {

/// The policy of the conformance client only: ed25519, ECDSA on P-256 with SHA-256 (PEM, or an uncompressed point in
/// hexadecimal) and RSASSA-PSS with SHA-256 (PEM). Specification section 4.2 lists these three.
[[nodiscard]] bool verify_any(const content::tuf::Key& key, std::string_view message, std::string_view signature);

}  // namespace conformance
