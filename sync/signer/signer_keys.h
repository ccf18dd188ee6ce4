#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "content/base/result.h"
#include "content/depot/keys.h"

/// Where a signer's keys come from.
namespace signer {

struct KeyPlaces {
    std::filesystem::path keys{};             ///< a folder: its *.key files; or one such file; may be empty
    std::filesystem::path passphrase_file{};  ///< may be empty
    /// CREDENTIALS_DIRECTORY of systemd.exec(5), which holds what was unsealed for this service alone; may be empty.
    /// Its *.key files count as those of the folder, its file "passphrase" when no passphrase file is given.
    std::filesystem::path credentials{};
};

/// All keys, by their files' names. Code::bad_input when there is none, or no passphrase; untrusted when a file of the
/// folder or the passphrase can be read by others, or the passphrase is wrong; too_large for more than
/// limits::signer_keys.
[[nodiscard]] content::Result<std::vector<content::SigningKey>> load_keys(const KeyPlaces& places);

/// From here on nothing of this process's memory goes to a disk: it is neither dumped nor, as far as the system lets us
/// lock it, swapped. False when it may be swapped: at most the keys themselves are locked then, see locked_kilobytes().
[[nodiscard]] bool keep_memory_here();

/// What the kernel says is locked of this process, of what it has in /proc/self/status ("VmLck:  12 kB"); 0 where it
/// says nothing.
[[nodiscard]] std::int64_t locked_kilobytes(std::string_view status);

/// What there is to say of it beside `keys` keys, each in a page of its own; empty when all is locked.
[[nodiscard]] std::string words_of_memory(bool is_all_locked, std::int64_t locked_kilobytes, std::size_t keys);

}  // namespace signer
