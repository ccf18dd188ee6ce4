#include "sync/signer/signer_keys.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "content/base/files.h"
#include "content/base/limits.h"
#include "content/base/text.h"

namespace signer {
namespace {

namespace fs = std::filesystem;
using content::Code;
using content::Error;
using content::Result;

constexpr std::size_t passphrase_size = 1024;

Result<std::string> read_passphrase(const KeyPlaces& places) {
    const bool is_given = !places.passphrase_file.empty();
    if (!is_given && places.credentials.empty()) {
        return Error{Code::bad_input, "no passphrase: give --passphrase-file, or the credential \"passphrase\""};
    }
    // What systemd unsealed lies in a folder that only this service can enter, whatever the file's mode says.
    auto bytes = is_given ? content::read_private_file(places.passphrase_file, passphrase_size)
                          : content::read_file(places.credentials / "passphrase", passphrase_size);
    if (!bytes) return bytes.error();
    std::string passphrase(content::trim(*bytes));
    content::forget(*bytes);
    return passphrase;
}

Result<std::vector<fs::path>> key_files(const fs::path& folder) {
    std::vector<fs::path> found;
    if (folder.empty()) return found;
    std::error_code error;
    if (fs::is_regular_file(folder, error)) return std::vector{folder};
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() == ".key") found.push_back(entry->path());
        if (found.size() > content::limits::signer_keys) {
            return Error{Code::too_large, folder.string() + ": more keys than a signer has"};
        }
    }
    if (error) return content::file_error(folder, "read", error.value());
    std::ranges::sort(found);
    return found;
}

}  // namespace

Result<std::vector<content::SigningKey>> load_keys(const KeyPlaces& places) {
    const auto in_folder = key_files(places.keys);
    if (!in_folder) return in_folder.error();
    const auto unsealed = key_files(places.credentials);
    if (!unsealed) return unsealed.error();
    if (in_folder->empty() && unsealed->empty()) {
        return Error{Code::bad_input, "no key: neither --keys nor the credentials have a file NAME.key"};
    }
    auto passphrase = read_passphrase(places);
    if (!passphrase) return passphrase.error();
    std::vector<content::SigningKey> keys;
    std::optional<Error> problem;
    const auto load = [&](const fs::path& file, content::KeyFolder kind) {
        if (problem) return;
        auto key = content::load_key(file, *passphrase, kind);
        if (key) keys.push_back(std::move(*key));
        if (!key) problem = key.error();
    };
    for (const auto& file : *in_folder)
        load(file, content::KeyFolder::open);
    for (const auto& file : *unsealed)
        load(file, content::KeyFolder::closed);
    content::forget(*passphrase);
    if (problem) return *problem;
    return keys;
}

bool keep_memory_here() {
    content::keep_memory_to_ourselves();
    // With a limit, what is locked counts against it: then a passphrase that takes 64 MB could not be tried.
    rlimit locked{};
    if (::getrlimit(RLIMIT_MEMLOCK, &locked) != 0 || locked.rlim_cur != RLIM_INFINITY) return false;
    return ::mlockall(MCL_CURRENT | MCL_FUTURE) == 0;
}

std::int64_t locked_kilobytes(std::string_view status) {
    constexpr std::string_view mark = "VmLck:";
    const auto at = status.find(mark);
    if (at == std::string_view::npos) return 0;
    std::string_view rest = status.substr(at + mark.size());
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(" \t")));
    std::int64_t kilobytes = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), kilobytes);
    return kilobytes;
}

std::string words_of_memory(bool is_all_locked, std::int64_t locked_kilobytes, std::size_t keys) {
    constexpr std::int64_t page = 4;
    if (is_all_locked) return {};
    if (locked_kilobytes >= page * static_cast<std::int64_t>(keys)) return "; only the keys are locked in memory";
    return "; not even the keys are locked in memory, which may be swapped: LimitMEMLOCK= of the service is too low";
}

}  // namespace signer
