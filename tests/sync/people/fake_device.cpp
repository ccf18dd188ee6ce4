#include "tests/sync/people/fake_device.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include "content/base/hex.h"
#include "content/base/sha256.h"

namespace people_test {
namespace {

const unsigned char* data_of(const std::string& bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string hash_of(const std::string& bytes) {
    return *content::from_hex(content::sha256(bytes));
}

std::string client_data(const Wish& wish, const char* type) {
    return std::string(R"({"type":")") + (wish.type.empty() ? type : wish.type) + R"(","challenge":")" +
           wish.challenge + R"(","origin":")" + wish.origin + R"(","crossOrigin":)" +
           (wish.is_cross_origin ? "true" : "false") + "}";
}

std::string der_of(EVP_PKEY* key) {
    unsigned char* bytes = nullptr;
    const int size = i2d_PUBKEY(key, &bytes);
    REQUIRE(size > 0);
    std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return der;
}

}  // namespace

struct Device::Key {
    EVP_PKEY* key;
    explicit Key(EVP_PKEY* made) : key(made) { REQUIRE(key != nullptr); }
    ~Key() { EVP_PKEY_free(key); }
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
};

Device::Device(DeviceKey kind, bool does_count) : id_(16, '\0'), does_count_(does_count) {
    switch (kind) {
        case DeviceKey::es256: key_ = std::make_unique<Key>(EVP_EC_gen("P-256")); break;
        case DeviceKey::ed25519: key_ = std::make_unique<Key>(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); break;
        case DeviceKey::rs256: key_ = std::make_unique<Key>(EVP_RSA_gen(2048)); break;
    }
    REQUIRE(RAND_bytes(reinterpret_cast<unsigned char*>(id_.data()), static_cast<int>(id_.size())) == 1);
}

Device::~Device() = default;

std::string Device::data_for(const Wish& wish, unsigned more_flags) {
    if (does_count_) ++counter_;
    const unsigned flags = (wish.is_present ? 1U : 0U) | (wish.is_verified ? 4U : 0U) | more_flags;
    std::string data = hash_of(wish.party) + static_cast<char>(flags);
    for (int shift = 24; shift >= 0; shift -= 8)
        data += static_cast<char>((counter_ >> static_cast<unsigned>(shift)) & 0xFFU);
    return data;
}

people::Registration Device::create(const Wish& wish) {
    const std::string cose = "\xA5 a key in another form";
    return {id_, client_data(wish, "webauthn.create"),
            data_for(wish, 0x40U) + std::string(16, '\0') + '\0' + static_cast<char>(id_.size()) + id_ + cose,
            der_of(key_->key)};
}

people::Assertion Device::get(const Wish& wish) {
    people::Assertion made{client_data(wish, "webauthn.get"), data_for(wish, 0), {}};
    const std::string message = made.authenticator_data + hash_of(made.client_data);
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const bool is_edwards = EVP_PKEY_get_base_id(key_->key) == EVP_PKEY_ED25519;
    const EVP_MD* digest = is_edwards ? nullptr : EVP_sha256();
    REQUIRE(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_->key) == 1);
    std::size_t size = 0;
    REQUIRE(EVP_DigestSign(context.get(), nullptr, &size, data_of(message), message.size()) == 1);
    made.signature.resize(size);
    auto* signature = reinterpret_cast<unsigned char*>(made.signature.data());
    REQUIRE(EVP_DigestSign(context.get(), signature, &size, data_of(message), message.size()) == 1);
    made.signature.resize(size);
    return made;
}

std::string public_key_of_p384() {
    EVP_PKEY* key = EVP_EC_gen("P-384");
    REQUIRE(key != nullptr);
    std::string der = der_of(key);
    EVP_PKEY_free(key);
    return der;
}

}  // namespace people_test
