#include "kiosk/events/file_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstdint>

namespace kiosk {
namespace {

constexpr int settle_ms = 200;  // a transaction writes many pages: one notice is enough
// Not IN_ACCESS or IN_CLOSE_NOWRITE: our own reading would wake us for ever.
constexpr std::uint32_t changes = IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;

void drain(int file) {
    std::array<char, 4096> buffer{};
    while (::read(file, buffer.data(), buffer.size()) > 0) {
    }
}

}  // namespace

FileWatch::FileWatch(const std::vector<std::filesystem::path>& folders, std::function<void()> changed)
    : changed_(std::move(changed)),
      inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (inotify_ < 0 || stop_ < 0) return;
    for (const auto& folder : folders)
        static_cast<void>(inotify_add_watch(inotify_, folder.c_str(), changes));
    thread_ = std::thread([this] { watch_until_stopped(); });
}

FileWatch::~FileWatch() {
    const std::uint64_t one = 1;
    if (stop_ >= 0) static_cast<void>(!::write(stop_, &one, sizeof one));
    if (thread_.joinable()) thread_.join();
    if (inotify_ >= 0) ::close(inotify_);
    if (stop_ >= 0) ::close(stop_);
}

void FileWatch::watch_until_stopped() const {
    std::array<pollfd, 2> files = {{{inotify_, POLLIN, 0}, {stop_, POLLIN, 0}}};
    while (true) {
        if (::poll(files.data(), files.size(), -1) < 0) continue;  // a signal
        if (files[1].revents != 0) return;
        pollfd stop = {stop_, POLLIN, 0};
        if (::poll(&stop, 1, settle_ms) > 0) return;
        drain(inotify_);
        changed_();
    }
}

}  // namespace kiosk
