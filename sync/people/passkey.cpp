#include "sync/people/passkey.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <memory>

#include "content/base/hex.h"
#include "content/base/internet_address.h"
#include "content/base/json.h"
#include "content/base/sha256.h"
#include "content/base/text.h"

namespace people {
namespace {

using content::Code;
using content::Error;
using content::Result;
using content::Status;

// Authenticator data: hash of the party's id, flags, counter, and for a new key its AAGUID, the length of its id, the
// id (Web Authentication 6.1 and 6.5.1). What follows, the key in COSE's form, the browser gave us as DER already.
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t flags_at = hash_bytes;
constexpr std::size_t counter_at = flags_at + 1;
constexpr std::size_t head_bytes = counter_at + 4;
constexpr std::size_t id_length_at = head_bytes + 16;
constexpr std::size_t id_at = id_length_at + 2;
constexpr unsigned user_present = 0x01;
constexpr unsigned user_verified = 0x04;
constexpr unsigned has_new_key = 0x40;

struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

Error broken(const char* rule) {
    return {Code::untrusted, rule};
}

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string hash_bytes_of(std::string_view bytes) {
    return content::from_hex(content::sha256(bytes)).value_or(std::string());
}

std::int64_t big_endian(std::string_view bytes) {
    std::int64_t value = 0;
    for (const char byte : bytes)
        value = value * 256 + static_cast<unsigned char>(byte);
    return value;
}

/// Of the kinds that devices are asked for: ES256, EdDSA, RS256. Nothing for others and for what is no key.
Key read_key(std::string_view der) {
    const unsigned char* at = data_of(der);
    Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
    if (!key || at != data_of(der) + der.size()) return {};
    switch (EVP_PKEY_get_base_id(key.get())) {
        case EVP_PKEY_ED25519: return key;
        case EVP_PKEY_RSA: {
            constexpr int least_bits = 2048;
            constexpr int most_bits = 4096;  // more would be work for us, and for nothing
            const int bits = EVP_PKEY_get_bits(key.get());
            return bits >= least_bits && bits <= most_bits ? std::move(key) : Key();
        }
        case EVP_PKEY_EC: {
            std::array<char, 32> curve{};
            const bool is_known = EVP_PKEY_get_group_name(key.get(), curve.data(), curve.size(), nullptr) == 1;
            return is_known && std::string_view(curve.data()) == "prime256v1" ? std::move(key) : Key();
        }
        default: return {};
    }
}

bool is_signed(EVP_PKEY& key, std::string_view message, std::string_view signature) {
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    const EVP_MD* digest = EVP_PKEY_get_base_id(&key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256();
    return context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, &key) == 1 &&
           EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(message), message.size()) == 1;
}

Status check_client_data(const RelyingParty& party, std::string_view challenge, const std::string& json,
                         std::string_view type) {
    if (json.size() > max_passkey_field) return broken("client data: too long");
    const auto parsed = content::parse_strict_json(json, "client data");
    if (!parsed) return broken("client data: no JSON");
    if (parsed->text_at("type") != type) return broken("client data: of another ceremony");
    if (challenge.empty() || parsed->text_at("challenge") != challenge) return broken("client data: another challenge");
    if (parsed->text_at("origin") != party.origin) return broken("client data: of another site");
    const content::JsonValue* cross = parsed->find("crossOrigin");
    if (cross != nullptr && (cross->boolean() == nullptr || *cross->boolean()))
        return broken("client data: in a frame of another site");
    return {};
}

/// The counter.
Result<std::int64_t> check_authenticator_data(const RelyingParty& party, std::string_view data) {
    if (data.size() < head_bytes || data.size() > max_passkey_field) return broken("authenticator data: wrong length");
    if (data.substr(0, hash_bytes) != hash_bytes_of(party.id)) return broken("authenticator data: for another hub");
    const auto flags = static_cast<unsigned char>(data[flags_at]);
    if ((flags & user_present) == 0) return broken("authenticator data: nobody was there");
    if ((flags & user_verified) == 0) return broken("authenticator data: nobody was recognized");
    return big_endian(data.substr(counter_at, 4));
}

bool is_name_with_certificate(std::string_view host) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (host.empty() || !std::ranges::all_of(host, is_plain) || host.ends_with(".local")) return false;
    const auto last = host.substr(host.rfind('.') + 1);
    return host.find('.') != std::string_view::npos && last.find_first_not_of("0123456789") != std::string_view::npos;
}

}  // namespace

std::optional<RelyingParty> relying_party(std::string_view address) {
    constexpr std::string_view secure = "https://";
    constexpr std::string_view plain = "http://";
    if (!content::is_web_address(address)) return std::nullopt;
    const bool is_secure = address.starts_with(secure);
    const std::string_view scheme = is_secure ? secure : plain;
    std::string place = content::to_lower(address.substr(scheme.size()));
    place.erase(std::min(place.find_first_of("/?#"), place.size()));
    const auto colon = place.find(':');
    const std::string host = place.substr(0, colon);
    const bool is_usual_port = colon != std::string::npos && place.substr(colon) == (is_secure ? ":443" : ":80");
    const bool has_passkeys = host == "localhost" || (is_secure && is_name_with_certificate(host));
    if (!has_passkeys) return std::nullopt;
    return RelyingParty{host, std::string(scheme) + (is_usual_port ? host : place)};
}

Result<NewPasskey> check_registration(const RelyingParty& party, std::string_view challenge, const Registration& made) {
    if (auto checked = check_client_data(party, challenge, made.client_data, "webauthn.create"); !checked)
        return checked.error();
    const auto counter = check_authenticator_data(party, made.authenticator_data);
    if (!counter) return counter.error();
    const std::string_view data = made.authenticator_data;
    if ((static_cast<unsigned char>(data[flags_at]) & has_new_key) == 0 || data.size() < id_at)
        return broken("authenticator data: no new key");
    const auto length = static_cast<std::size_t>(big_endian(data.substr(id_length_at, 2)));
    const bool is_its_id = length > 0 && length <= max_credential_id && data.size() > id_at + length &&
                           data.substr(id_at, length) == made.credential_id;
    if (!is_its_id) return broken("authenticator data: another key's name");
    if (made.public_key.size() > max_passkey_field || !read_key(made.public_key))
        return broken("public key: none of ES256, EdDSA, RS256");
    return NewPasskey{made.credential_id, made.public_key, *counter};
}

Result<std::int64_t> check_assertion(const RelyingParty& party, std::string_view challenge, const NewPasskey& key,
                                     const Assertion& made) {
    if (auto checked = check_client_data(party, challenge, made.client_data, "webauthn.get"); !checked)
        return checked.error();
    const auto counter = check_authenticator_data(party, made.authenticator_data);
    if (!counter) return counter.error();
    const Key public_key = read_key(key.public_key);
    if (!public_key || made.signature.size() > max_passkey_field ||
        !is_signed(*public_key, made.authenticator_data + hash_bytes_of(made.client_data), made.signature))
        return broken("signature: not of this key");
    if ((*counter != 0 || key.counter != 0) && *counter <= key.counter)
        return Error{Code::outdated, "counter: it did not rise, so this key is in two devices"};
    return *counter;
}

std::string challenge_of(std::string_view client_data) {
    if (client_data.size() > max_passkey_field) return {};
    const auto parsed = content::parse_strict_json(std::string(client_data), "client data");
    return parsed ? parsed->text_at("challenge") : std::string();
}

}  // namespace people
