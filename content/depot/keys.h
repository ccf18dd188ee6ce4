#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "content/base/result.h"
#include "content/tuf/encode.h"
#include "content/tuf/metadata.h"

/// The private keys of a publisher and the files they live in.
namespace content {

/// An ed25519 key pair (RFC 8032). All copies share one seed, in memory of its own that is never swapped or dumped to
/// disk (where the system lets us lock it), and is wiped when the last of them goes.
class SigningKey {
public:
    /// From the system's random numbers.
    [[nodiscard]] static SigningKey generate();
    /// From exactly 32 bytes; the same seed is the same key.
    [[nodiscard]] static SigningKey from_seed(std::string_view seed);

    [[nodiscard]] const tuf::Key& public_key() const { return public_key_; }
    [[nodiscard]] const std::string& keyid() const { return keyid_; }
    /// Signs the bytes of the canonical JSON. Deterministic, as ed25519 is.
    [[nodiscard]] tuf::Signature sign(std::string_view message) const;
    [[nodiscard]] std::string_view seed() const;

private:
    using Seed = std::shared_ptr<unsigned char>;
    explicit SigningKey(Seed seed);

    Seed seed_;
    tuf::Key public_key_;
    std::string keyid_;
};

/// What one guess of the passphrase costs (argon2id). `interactive` is 64 MB and about a tenth of a second; `least` is
/// for tests.
enum class GuessCost { interactive, least };

/// Writes a key file: JSON with the public key in the clear and the seed in a secretbox (XSalsa20-Poly1305) whose key
/// is argon2id of the passphrase. Mode 0600, never over an existing file (Code::bad_input). Synced to disk.
[[nodiscard]] Status save_key(const std::filesystem::path& path, const SigningKey& key, std::string_view passphrase,
                              GuessCost cost = GuessCost::interactive);

/// Who gets to a key's file: `open` is any folder; a `closed` one lets nobody but us in, as that of systemd's
/// credentials, where the mode of the file says nothing.
enum class KeyFolder { open, closed };

/// Code::untrusted when the passphrase is wrong or the file was changed, or when others may read it in an open folder;
/// bad_input, io.
[[nodiscard]] Result<SigningKey> load_key(const std::filesystem::path& path, std::string_view passphrase,
                                          KeyFolder folder = KeyFolder::open);

/// Overwrites what was a secret, which then is empty.
void forget(std::string& secret);

/// From here on nothing of this program's memory is written to disk when it dies, and no other program of the same user
/// may read it.
void keep_memory_to_ourselves();

/// The public half, for which no passphrase is needed.
[[nodiscard]] Result<tuf::Key> load_public_key(const std::filesystem::path& path);

}  // namespace content
