#include "kiosk/kms/hot_plug.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace kiosk {
namespace {

// Udev's files are called by kind and number of the device; the numbers are the kernel's
// (Documentation/admin-guide/devices).
constexpr std::string_view card_files = "c226:";
constexpr std::string_view input_files = "c13:";

}  // namespace

HotPlug::HotPlug(const std::string& folder) : inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    // Udev writes beside the file and renames.
    if (inotify_.is_open()) ::inotify_add_watch(inotify_.value(), folder.c_str(), IN_MOVED_TO | IN_DELETE);
}

HotPlug::Changes HotPlug::read() {
    Changes changes;
    alignas(inotify_event) std::array<char, 4096> buffer{};
    while (true) {
        const ssize_t length = ::read(inotify_.value(), buffer.data(), buffer.size());
        if (length <= 0) return changes;
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
}

}  // namespace kiosk
