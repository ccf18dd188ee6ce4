#include "tests/conformance/tuf_client_keys.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "content/base/hex.h"
#include "content/tuf/signatures.h"

namespace conformance {
namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using PublicKey = std::unique_ptr<EVP_PKEY, Free>;

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

PublicKey read_public_key(const std::string& text) {
    if (text.starts_with("-----BEGIN")) {
        const std::unique_ptr<BIO, Free> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
        return PublicKey(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
    }
    // SubjectPublicKeyInfo of a point on P-256 (RFC 5480), all but the 65 bytes of the point.
    const auto point = content::from_hex(text);
    if (!point || point->size() != 65) return nullptr;
    const std::string der = *content::from_hex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + *point;
    const unsigned char* begin = data_of(der);
    return PublicKey(d2i_PUBKEY(nullptr, &begin, static_cast<long>(der.size())));
}

}  // namespace

bool verify_any(const content::tuf::Key& key, std::string_view message, std::string_view signature) {
    const bool is_ecdsa =
        (key.keytype == "ecdsa" || key.keytype == "ecdsa-sha2-nistp256") && key.scheme == "ecdsa-sha2-nistp256";
    const bool is_pss = key.scheme == "rsassa-pss-sha256";
    const bool is_rsa = key.keytype == "rsa" && (is_pss || key.scheme == "rsa-pkcs1v15-sha256");
    if (!is_ecdsa && !is_rsa) return content::tuf::verify_ed25519(key, message, signature);
    const PublicKey public_key = read_public_key(key.public_value);
    if (!public_key || EVP_PKEY_get_base_id(public_key.get()) != (is_rsa ? EVP_PKEY_RSA : EVP_PKEY_EC)) return false;
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr;  // belongs to the context
    if (EVP_DigestVerifyInit(context.get(), &options, EVP_sha256(), nullptr, public_key.get()) != 1) return false;
    if (is_rsa && is_pss &&
        (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
         EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_AUTO) != 1)) {
        return false;
    }
    return EVP_DigestVerify(context.get(), data_of(signature), signature.size(), data_of(message), message.size()) == 1;
}

}  // namespace conformance
