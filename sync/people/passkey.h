#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "content/base/result.h"

/// Passkeys: what a browser sends of a key that never leaves its device, and whether that is right (Web Authentication
/// Level 3, sections 7.1 and 7.2, with attestation "none"). Pure but for the signature, which OpenSSL checks. All
/// values are bytes unless they say otherwise; anybody may have written them.
namespace people {

/// For whom keys sign.
struct RelyingParty {
    std::string id{};      ///< "hub.example": a key made for it signs for no other
    std::string origin{};  ///< "https://hub.example:8443", as browsers write it
};
/// Of the hub's address, which its settings have and no request. Nothing where browsers have no passkeys: over plain
/// HTTP other than of "localhost", and for addresses of digits and names that end in ".local", for which there are no
/// certificates.
[[nodiscard]] std::optional<RelyingParty> relying_party(std::string_view address);

inline constexpr std::size_t max_credential_id = 1023;      ///< bytes (Web Authentication 4, "Credential ID")
inline constexpr std::size_t max_passkey_field = 4 * 1024;  ///< bytes of anything else; the largest is an RSA key

struct NewPasskey {
    std::string id{};          ///< of the credential
    std::string public_key{};  ///< SubjectPublicKeyInfo as DER
    std::int64_t counter = 0;  ///< of its signatures; 0 for ever with keys that are in several devices

    bool operator==(const NewPasskey&) const = default;
};
/// What the browser's script gets of navigator.credentials.create().
struct Registration {
    std::string credential_id{};
    std::string client_data{};         ///< JSON
    std::string authenticator_data{};  ///< getAuthenticatorData()
    std::string public_key{};          ///< getPublicKey()
};
/// Code::untrusted with the rule that is broken.
[[nodiscard]] content::Result<NewPasskey> check_registration(const RelyingParty& party, std::string_view challenge,
                                                             const Registration& made);

/// What it gets of navigator.credentials.get().
struct Assertion {
    std::string client_data{};
    std::string authenticator_data{};
    std::string signature{};
};
/// The new value of the counter. Code::untrusted with the rule that is broken; outdated when the counter did not rise,
/// which means that the key was copied.
[[nodiscard]] content::Result<std::int64_t> check_assertion(const RelyingParty& party, std::string_view challenge,
                                                            const NewPasskey& key, const Assertion& made);

/// The challenge, in base64url, that client data say they answer; empty when they cannot be read.
[[nodiscard]] std::string challenge_of(std::string_view client_data);

}  // namespace people
