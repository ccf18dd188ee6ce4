#include "kiosk/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

namespace kiosk {

ServiceManager::ServiceManager(std::string socket, std::optional<std::chrono::microseconds> watchdog)
    : socket_(std::move(socket)) {
    if (!socket_.empty() && watchdog) watchdog_ = std::chrono::duration_cast<std::chrono::milliseconds>(*watchdog);
}

void ServiceManager::presented(std::chrono::milliseconds steady_now) {
    if (socket_.empty()) return;
    if (!is_ready_) {
        send("READY=1\n");
        is_ready_ = true;
    }
    if (!watchdog_ || (last_told_ && steady_now - *last_told_ < *watchdog_ / 4)) return;
    send("WATCHDOG=1\n");
    last_told_ = steady_now;
}

void ServiceManager::stopping() const {
    if (!socket_.empty()) send("STOPPING=1\n");
}

std::optional<std::chrono::milliseconds> ServiceManager::next_due() const {
    if (!watchdog_ || !last_told_) return std::nullopt;
    return *last_told_ + *watchdog_ / 2;
}

void ServiceManager::send(const std::string& message) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_.size() >= sizeof address.sun_path) return;
    std::memcpy(static_cast<char*>(address.sun_path), socket_.data(), socket_.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const int file = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (file < 0) return;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    // Nobody listening is no reason to stop showing pictures.
    static_cast<void>(::sendto(file, message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                               reinterpret_cast<const sockaddr*>(&address), length));
    ::close(file);
}

ServiceManager service_manager_of_environment() {
    const char* socket = std::getenv("NOTIFY_SOCKET");
    const char* text = std::getenv("WATCHDOG_USEC");
    std::optional<std::chrono::microseconds> watchdog;
    if (text != nullptr) {
        const std::string_view digits = text;
        std::int64_t value = 0;
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (result.ec == std::errc() && result.ptr == digits.data() + digits.size() && value >= 1000) {
            watchdog = std::chrono::microseconds(value);
        }
    }
    return {socket != nullptr ? socket : "", watchdog};
}

}  // namespace kiosk
