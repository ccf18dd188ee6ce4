#include "kiosk/machine/card_users.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "content/base/limits.h"
#include "kiosk/machine/kernel_files.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;

std::optional<int> process_of(const std::string& name) {
    int process = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), process);
    const bool is_number = read.ec == std::errc() && read.ptr == name.data() + name.size();
    return is_number ? std::optional(process) : std::nullopt;
}

/// What one program has open. None: the caller may not know.
std::optional<bool> has_card_open(const fs::path& files) {
    std::error_code error;
    fs::directory_iterator entry(files, error);
    if (error == std::errc::permission_denied) return std::nullopt;
    std::size_t looked_at = 0;
    for (; !error && entry != fs::directory_iterator() && looked_at < content::limits::kernel_entries;
         entry.increment(error), ++looked_at) {
        std::error_code unreadable;
        const std::string target = fs::read_symlink(entry->path(), unreadable).string();
        if (!unreadable && target.starts_with("/dev/dri/card")) return true;
    }
    return false;
}

}  // namespace

CardUsers card_users(const fs::path& root, int self) {
    CardUsers found;
    found.is_all = true;
    std::error_code error;
    fs::directory_iterator entry(root / "proc", error);
    std::size_t looked_at = 0;
    for (; !error && entry != fs::directory_iterator() && looked_at < content::limits::processes;
         entry.increment(error), ++looked_at) {
        const auto process = process_of(entry->path().filename().string());
        if (!process || *process == self) continue;
        const auto is_user = has_card_open(entry->path() / "fd");
        found.is_all = found.is_all && is_user.has_value();
        if (!is_user.value_or(false)) continue;
        std::string program = first_line(entry->path() / "comm");
        if (program != "systemd-logind" && program != "systemd") found.users.push_back({*process, std::move(program)});
    }
    std::ranges::sort(found.users, {}, &CardUser::process);
    return found;
}

}  // namespace kiosk
