#include "kiosk/kms/hot_plug.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace kiosk {
namespace {

// Udev's files are called by kind and number of the device; the numbers are the kernel's
// (Documentation/admin-guide/devices).
constexpr std::string_view card_files = "c226:";
constexpr std::string_view input_files = "c13:";

}  // namespace

HotPlug::HotPlug(std::filesystem::path folder)
    : folder_(std::move(folder)), inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)), is_watching_(watch()) {}

/// True: the folder itself is watched, in which udev writes beside a file and renames. Else the nearest around it is.
bool HotPlug::watch() const {
    if (!inotify_.is_open()) return true;
    for (std::filesystem::path place = folder_;; place = place.parent_path()) {
        const bool is_folder = place == folder_;
        const std::uint32_t what = is_folder ? IN_MOVED_TO | IN_DELETE : IN_CREATE | IN_MOVED_TO;
        if (::inotify_add_watch(inotify_.value(), place.c_str(), what | IN_ONLYDIR) >= 0) return is_folder;
        if (place == place.parent_path()) return false;
    }
}

HotPlug::Changes HotPlug::read() {
    Changes changes;
    alignas(inotify_event) std::array<char, 4096> buffer{};
    while (true) {
        const ssize_t length = ::read(inotify_.value(), buffer.data(), buffer.size());
        if (length <= 0) break;
        for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(length);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* const name = buffer.data() + at + sizeof event;
            const std::string_view file(name, ::strnlen(name, event.len));
            const bool was_lost = (event.mask & IN_Q_OVERFLOW) != 0;
            changes.in_cards = changes.in_cards || was_lost || file.starts_with(card_files);
            changes.in_inputs = changes.in_inputs || was_lost || file.starts_with(input_files);
            at += sizeof event + event.len;
        }
    }
    if (is_watching_ || !watch()) return changes;
    // A new one, without what was watched around the folder: its news would wake us for nothing.
    inotify_ = content::Descriptor(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    is_watching_ = watch();
    return {true, true};  // what happened before is not known
}

}  // namespace kiosk
