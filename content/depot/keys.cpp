#include "content/depot/keys.h"
#include "content/tuf/encode.h"

#include <fmt/format.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cassert>
#include <cstring>
#include <new>
#include <utility>

#include "content/base/files.h"
#include "content/base/hex.h"
#include "content/base/json.h"
#include "content/base/json_fields.h"

namespace content {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_file_size = 4096;  // ours has 600 bytes
constexpr std::string_view key_file_kind = "rotunda ed25519 key";
/// A key file from elsewhere must not make us fill the memory: four times what we ask for ourselves.
constexpr std::int64_t max_memory = 4 * std::int64_t{crypto_pwhash_MEMLIMIT_INTERACTIVE};
constexpr std::int64_t max_operations = 16;

unsigned char* data_of(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

void start_sodium() {
    const int started = sodium_init();
    assert(started >= 0);
    static_cast<void>(started);
}

std::string random_bytes(std::size_t count) {
    start_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

/// Between pages that nobody may touch, and overwritten at the end.
std::shared_ptr<unsigned char> secret_bytes(std::size_t count) {
    start_sodium();
    auto* bytes = static_cast<unsigned char*>(sodium_malloc(count));
    if (bytes == nullptr) throw std::bad_alloc();
    return {bytes, sodium_free};
}

struct KeyFile {
    tuf::Key public_key;
    std::int64_t operations = 0;
    std::int64_t memory = 0;
    std::string salt;
    std::string nonce;
    std::string box;
};

KeyFile key_file_of(JsonFields& fields) {
    KeyFile file;
    if (fields.string("kind") != key_file_kind) fields.refuse("kind", key_file_kind);
    file.public_key = {"ed25519", "ed25519", fields.string("public")};
    file.operations = fields.integer("argon2id_operations", 1);
    file.memory = fields.integer("argon2id_memory", std::int64_t{crypto_pwhash_MEMLIMIT_MIN});
    if (file.memory > max_memory) fields.refuse("argon2id_memory", fmt::format("at most {}", max_memory));
    if (file.operations > max_operations) {
        fields.refuse("argon2id_operations", fmt::format("at most {}", max_operations));
    }
    const auto binary = [&](std::string_view name, std::size_t size) {
        auto value = from_hex(fields.string(name)).value_or("");
        if (value.size() != size) fields.refuse(name, fmt::format("{} hexadecimal digits", 2 * size));
        return value;
    };
    file.salt = binary("salt", crypto_pwhash_SALTBYTES);
    file.nonce = binary("nonce", crypto_secretbox_NONCEBYTES);
    file.box = binary("box", crypto_secretbox_MACBYTES + crypto_sign_SEEDBYTES);
    return file;
}

Result<KeyFile> read_key_file(const fs::path& path, const Result<std::string>& bytes) {
    if (!bytes) return bytes.error();
    return read_document(*bytes, path.string(), key_file_of);
}

/// The key of the secretbox; empty when there is no memory for it.
std::string derive(std::string_view passphrase, const KeyFile& file) {
    std::string key(crypto_secretbox_KEYBYTES, '\0');
    const int done = crypto_pwhash(data_of(key), key.size(), passphrase.data(), passphrase.size(), data_of(file.salt),
                                   static_cast<unsigned long long>(file.operations),
                                   static_cast<std::size_t>(file.memory), crypto_pwhash_ALG_ARGON2ID13);
    if (done != 0) key.clear();
    return key;
}

}  // namespace

SigningKey SigningKey::generate() {
    Seed seed = secret_bytes(crypto_sign_SEEDBYTES);
    randombytes_buf(seed.get(), crypto_sign_SEEDBYTES);
    return SigningKey(std::move(seed));
}

SigningKey SigningKey::from_seed(std::string_view seed) {
    assert(seed.size() == crypto_sign_SEEDBYTES);
    Seed copy = secret_bytes(seed.size());
    std::memcpy(copy.get(), seed.data(), seed.size());
    return SigningKey(std::move(copy));
}

SigningKey::SigningKey(Seed seed) : seed_(std::move(seed)) {
    std::string public_bytes(crypto_sign_PUBLICKEYBYTES, '\0');
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(data_of(public_bytes), secret.data(), seed_.get());
    sodium_memzero(secret.data(), secret.size());
    public_key_ = {"ed25519", "ed25519", to_hex(public_bytes)};
    keyid_ = tuf::keyid(public_key_);
}

std::string_view SigningKey::seed() const {
    return {reinterpret_cast<const char*>(seed_.get()), crypto_sign_SEEDBYTES};
}

tuf::Signature SigningKey::sign(std::string_view message) const {
    std::string public_bytes(crypto_sign_PUBLICKEYBYTES, '\0');
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(data_of(public_bytes), secret.data(), seed_.get());
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(data_of(signature), nullptr, data_of(message), message.size(), secret.data());
    sodium_memzero(secret.data(), secret.size());
    return {keyid_, to_hex(signature)};
}

Status save_key(const fs::path& path, const SigningKey& key, std::string_view passphrase, GuessCost cost) {
    KeyFile file;
    const bool is_interactive = cost == GuessCost::interactive;
    file.operations = std::int64_t{is_interactive ? crypto_pwhash_OPSLIMIT_INTERACTIVE : crypto_pwhash_OPSLIMIT_MIN};
    file.memory = std::int64_t{is_interactive ? crypto_pwhash_MEMLIMIT_INTERACTIVE : crypto_pwhash_MEMLIMIT_MIN};
    file.salt = random_bytes(crypto_pwhash_SALTBYTES);
    file.nonce = random_bytes(crypto_secretbox_NONCEBYTES);
    std::string box_key = derive(passphrase, file);
    if (box_key.empty()) return Error{Code::io, path.string() + ": not enough memory for the passphrase"};
    file.box.resize(crypto_secretbox_MACBYTES + key.seed().size());
    crypto_secretbox_easy(data_of(file.box), data_of(key.seed()), key.seed().size(),
                          data_of(std::string_view(file.nonce)), data_of(std::string_view(box_key)));
    sodium_memzero(box_key.data(), box_key.size());
    const JsonValue json = JsonValue::Object{{"kind", key_file_kind},
                                             {"keyid", key.keyid()},
                                             {"public", key.public_key().public_value},
                                             {"argon2id_operations", file.operations},
                                             {"argon2id_memory", file.memory},
                                             {"salt", to_hex(file.salt)},
                                             {"nonce", to_hex(file.nonce)},
                                             {"box", to_hex(file.box)}};
    return write_private_file(path, to_compact_json(json) + "\n");
}

Result<SigningKey> load_key(const fs::path& path, std::string_view passphrase, KeyFolder folder) {
    const auto bytes =
        folder == KeyFolder::open ? read_private_file(path, key_file_size) : read_file(path, key_file_size);
    if (!bytes && bytes.error().code == Code::untrusted) {
        return Error{Code::untrusted, bytes.error().message + ", and rotate the key"};
    }
    auto file = read_key_file(path, bytes);
    if (!file) return file.error();
    std::string box_key = derive(passphrase, *file);
    if (box_key.empty()) return Error{Code::io, path.string() + ": not enough memory for the passphrase"};
    const auto seed = secret_bytes(crypto_sign_SEEDBYTES);
    const int opened =
        crypto_secretbox_open_easy(seed.get(), data_of(std::string_view(file->box)), file->box.size(),
                                   data_of(std::string_view(file->nonce)), data_of(std::string_view(box_key)));
    sodium_memzero(box_key.data(), box_key.size());
    if (opened != 0) return Error{Code::untrusted, path.string() + ": wrong passphrase, or the file was changed"};
    auto key = SigningKey::from_seed({reinterpret_cast<const char*>(seed.get()), crypto_sign_SEEDBYTES});
    if (!(key.public_key() == file->public_key)) {
        return Error{Code::untrusted, path.string() + ": the public key belongs to another private one"};
    }
    return key;
}

Result<tuf::Key> load_public_key(const fs::path& path) {
    const auto file = read_key_file(path, read_file(path, key_file_size));
    if (!file) return file.error();
    return file->public_key;
}

void forget(std::string& secret) {
    ::explicit_bzero(secret.data(), secret.size());
    secret.clear();
}

void keep_memory_to_ourselves() {
    // Where dumps go to a program, it is this word and not the limit that counts.
    ::prctl(PR_SET_DUMPABLE, 0);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
}

}  // namespace content
