#pragma once

#include <string>
#include <vector>

#include "content/base/result.h"
#include "content/depot/keys.h"

/// Passphrases of key files.
namespace content {

enum class PassphraseUse {
    opens_key,  ///< of a key file that is there
    new_key,    ///< a mistake in it would be found out when it is too late
};

/// From `passphrase_file`, else from ROTUNDA_PASSPHRASE, else asked for on the terminal without echo; a new one twice.
/// The terminal has its echo again however the program ends, by Ctrl+C too. Code::untrusted for a file that others may
/// read; bad_input for a new passphrase that is empty or was not typed the same way twice, and where nobody can be
/// asked.
[[nodiscard]] Result<std::string> passphrase_for(const std::string& key_file, const std::string& passphrase_file,
                                                 PassphraseUse use);

/// The keys of key files, each with its passphrase as above.
[[nodiscard]] Result<std::vector<SigningKey>> load_keys(const std::vector<std::string>& files,
                                                        const std::string& passphrase_file);
[[nodiscard]] Result<std::vector<tuf::Key>> load_public_keys(const std::vector<std::string>& files);

}  // namespace content
