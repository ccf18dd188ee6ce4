#include "tests/conformance/tuf_client_keys.h"

#include <doctest/doctest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <string>

#include "content/base/hex.h"
#include "content/depot/keys.h"
#include "content/tuf/signatures.h"

namespace {

std::string pem_of(EVP_PKEY* key) {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PUBKEY(bio, key);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
}

std::string sign(EVP_PKEY* key, const std::string& message, bool with_pss) {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* options = nullptr;
    EVP_DigestSignInit(context, &options, EVP_sha256(), nullptr, key);
    if (with_pss) {
        EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST);
    }
    std::string signature(512, '\0');
    std::size_t size = signature.size();
    EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                   reinterpret_cast<const unsigned char*>(message.data()), message.size());
    signature.resize(size);
    EVP_MD_CTX_free(context);
    return signature;
}

}  // namespace

TEST_CASE("tuf_client: ECDSA keys verify as PEM and as a point, under both names of their type") {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    std::string point(65, '\0');
    std::size_t size = 0;
    EVP_PKEY_get_octet_string_param(key, "encoded-pub-key", reinterpret_cast<unsigned char*>(point.data()),
                                    point.size(), &size);
    REQUIRE(size == 65);
    const std::string signature = sign(key, "text", false);
    for (const std::string type : {"ecdsa", "ecdsa-sha2-nistp256"}) {
        for (const auto& value : {pem_of(key), content::to_hex(point)}) {
            const content::tuf::Key listed{type, "ecdsa-sha2-nistp256", value};
            CHECK(conformance::verify_any(listed, "text", signature));
            CHECK(!conformance::verify_any(listed, "Text", signature));
            CHECK(!conformance::verify_any(listed, "text", ""));
            CHECK(!content::tuf::verify_ed25519(listed, "text", signature));
        }
    }
    CHECK(!conformance::verify_any({"rsa", "rsassa-pss-sha256", pem_of(key)}, "text", signature));
    CHECK(!conformance::verify_any({"ecdsa", "ecdsa-sha2-nistp256", "no key"}, "text", signature));
    EVP_PKEY_free(key);
}

TEST_CASE("tuf_client: RSA keys verify with the padding that their scheme names, and ed25519 keys as in production") {
    EVP_PKEY* key = EVP_RSA_gen(2048);
    const content::tuf::Key listed{"rsa", "rsassa-pss-sha256", pem_of(key)};
    CHECK(conformance::verify_any(listed, "text", sign(key, "text", true)));
    CHECK(!conformance::verify_any(listed, "text", sign(key, "text", false)));
    CHECK(!conformance::verify_any(listed, "Text", sign(key, "text", true)));
    const content::tuf::Key older{"rsa", "rsa-pkcs1v15-sha256", pem_of(key)};
    CHECK(conformance::verify_any(older, "text", sign(key, "text", false)));
    CHECK(!conformance::verify_any(older, "text", sign(key, "text", true)));
    EVP_PKEY_free(key);
    const auto ed25519 = content::SigningKey::from_seed(std::string(32, 'x'));
    CHECK(conformance::verify_any(ed25519.public_key(), "text", *content::from_hex(ed25519.sign("text").value)));
}
