#include "content/base/service_notifier.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

#include "content/base/descriptor.h"

namespace content {
namespace {

// A signal handler can reach nothing else.
std::atomic<bool> is_stop_asked{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace

ServiceNotifier::ServiceNotifier(std::string socket, std::optional<std::chrono::microseconds> watchdog)
    : socket_(std::move(socket)) {
    if (!socket_.empty() && watchdog) watchdog_ = std::chrono::duration_cast<std::chrono::milliseconds>(*watchdog);
}

void ServiceNotifier::alive(std::chrono::milliseconds steady_now) {
    if (!is_ready_) send("READY=1\n");
    is_ready_ = true;
    if (!watchdog_ || (last_sent_ && steady_now - *last_sent_ < *watchdog_ / 4)) return;
    send("WATCHDOG=1\n");
    last_sent_ = steady_now;
}

std::optional<std::chrono::milliseconds> ServiceNotifier::next_due() const {
    if (!watchdog_ || !last_sent_) return std::nullopt;
    return *last_sent_ + *watchdog_ / 2;
}

void ServiceNotifier::send(const std::string& message) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
    std::memcpy(static_cast<char*>(address.sun_path), socket_.data(), socket_.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!socket.is_open()) return;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    // Nobody listening is no reason to stop working.
    static_cast<void>(::sendto(socket.value(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                               reinterpret_cast<const sockaddr*>(&address), length));
}

void catch_stop_signals() {
    std::signal(SIGPIPE, SIG_IGN);
    for (const int signal : {SIGTERM, SIGINT})
        std::signal(signal, [](int) { is_stop_asked = true; });
}

const std::atomic<bool>& stop_asked() {
    return is_stop_asked;
}

ServiceNotifier service_notifier_of_environment() {
    const char* socket = std::getenv("NOTIFY_SOCKET");
    const char* text = std::getenv("WATCHDOG_USEC");
    std::optional<std::chrono::microseconds> watchdog;
    const std::string_view digits = text != nullptr ? text : "";
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec == std::errc() && read.ptr == digits.data() + digits.size() && value >= 1000) {
        watchdog = std::chrono::microseconds(value);
    }
    return {socket != nullptr ? socket : "", watchdog};
}

}  // namespace content
