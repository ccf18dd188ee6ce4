#include "content/base/service_notifier.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

namespace content {
namespace {

// A signal handler can reach nothing else.
std::atomic<bool> is_stop_asked{false};  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
static_assert(std::atomic<bool>::is_always_lock_free);

std::string_view environment(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::optional<std::int64_t> number_of(std::string_view digits) {
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool is_number = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    return is_number ? std::optional(value) : std::nullopt;
}

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

void ServiceNotifier::keep(int file, const std::string& name) const {
    // FDPOLL=0: what happens on the file is not the manager's business.
    send("FDSTORE=1\nFDPOLL=0\nFDNAME=" + name + "\n", file);
}

void ServiceNotifier::send(const std::string& message, int file) const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
    std::memcpy(static_cast<char*>(address.sun_path), socket_.data(), socket_.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (!socket.is_open()) return;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    std::string text = message;
    iovec part{text.data(), text.size()};
    msghdr letter{};
    letter.msg_name = &address;
    letter.msg_namelen = length;
    letter.msg_iov = &part;
    letter.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof file)> enclosed{};
    if (file >= 0) {
        letter.msg_control = enclosed.data();
        letter.msg_controllen = enclosed.size();
        cmsghdr* const head = CMSG_FIRSTHDR(&letter);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof file);
        std::memcpy(CMSG_DATA(head), &file, sizeof file);
    }
    // Nobody listening is no reason to stop working.
    static_cast<void>(::sendmsg(socket.value(), &letter, MSG_NOSIGNAL | MSG_DONTWAIT));
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
    std::optional<std::chrono::microseconds> watchdog;
    const auto value = number_of(environment("WATCHDOG_USEC"));
    if (value && *value >= 1000) watchdog = std::chrono::microseconds(*value);
    return {std::string(environment("NOTIFY_SOCKET")), watchdog};
}

Descriptor kept_file(const std::string& name) {
    if (number_of(environment("LISTEN_PID")) != ::getpid()) return Descriptor(-1);
    const auto count = number_of(environment("LISTEN_FDS"));
    std::string_view names = environment("LISTEN_FDNAMES");
    constexpr int first = 3;  // SD_LISTEN_FDS_START
    for (int file = first; count && file - first < *count && !names.empty(); ++file) {
        const std::string_view one = names.substr(0, names.find(':'));
        if (one == name) return Descriptor(::fcntl(file, F_SETFD, FD_CLOEXEC) == 0 ? file : -1);
        names.remove_prefix(std::min(one.size() + 1, names.size()));
    }
    return Descriptor(-1);
}

}  // namespace content
