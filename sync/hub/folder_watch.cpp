#include "sync/hub/folder_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace hub {

FolderWatch::FolderWatch(std::filesystem::path folder)
    : folder_(std::move(folder)), events_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    rearm();
}

void FolderWatch::rearm() {
    std::array<char, 4096> events{};
    while (::read(events_.value(), events.data(), events.size()) > 0) {
    }
    // The same number where the folder is still the same; another one, and the old one goes, where it was replaced.
    const int now = ::inotify_add_watch(events_.value(), folder_.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR);
    if (watch_ >= 0 && now != watch_) ::inotify_rm_watch(events_.value(), watch_);
    watch_ = now;
}

}  // namespace hub
