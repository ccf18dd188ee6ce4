#include "content/base/service_notifier.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <cstring>

namespace {

using content::ServiceNotifier;
using std::chrono::microseconds;
using std::chrono::milliseconds;

/// A service manager's end, on an abstract socket of this process.
class Listener {
public:
    Listener() : file_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(&address.sun_path[1], name_.data(), name_.size());
        const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name_.size());
        REQUIRE(::bind(file_, reinterpret_cast<const sockaddr*>(&address), length) == 0);
    }
    ~Listener() { ::close(file_); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::string name() const { return "@" + name_; }
    [[nodiscard]] std::string next() const {
        std::array<char, 100> buffer{};
        const auto length = ::recv(file_, buffer.data(), buffer.size(), 0);
        return length > 0 ? std::string(buffer.data(), static_cast<std::size_t>(length)) : "";
    }

private:
    std::string name_ = "rotunda-test-" + std::to_string(::getpid());
    int file_;
};

TEST_CASE("service notice: READY comes first and once, WATCHDOG as often as needed and not at every picture") {
    const Listener listener;
    ServiceNotifier notice(listener.name(), microseconds(4'000'000));
    CHECK_FALSE(notice.next_due());
    notice.alive(milliseconds(100));
    CHECK(listener.next() == "READY=1\n");
    CHECK(listener.next() == "WATCHDOG=1\n");
    REQUIRE(notice.next_due());
    CHECK(*notice.next_due() == milliseconds(2100));
    for (int i = 0; i < 60; ++i)
        notice.alive(milliseconds(100 + i * 16));
    CHECK(listener.next().empty());
    notice.alive(milliseconds(1200));
    CHECK(listener.next() == "WATCHDOG=1\n");
    notice.stopping();
    CHECK(listener.next() == "STOPPING=1\n");
}

TEST_CASE("service notice: with nobody to tell, nothing happens") {
    ServiceNotifier silent("", microseconds(1'000'000));
    silent.alive(milliseconds(1));
    CHECK_FALSE(silent.next_due());
    ServiceNotifier gone("/nowhere/at/all", std::nullopt);
    gone.alive(milliseconds(1));
    ServiceNotifier endless(std::string(500, 'x'), std::nullopt);
    endless.alive(milliseconds(1));
}

TEST_CASE("service notice: whoever ends the program by a signal only asks it to stop") {
    constexpr std::array signals = {SIGPIPE, SIGTERM, SIGINT};
    std::array<void (*)(int), signals.size()> former{};
    for (std::size_t i = 0; i < signals.size(); ++i)
        former.at(i) = std::signal(signals.at(i), SIG_DFL);
    content::catch_stop_signals();
    std::raise(SIGPIPE);
    CHECK_FALSE(content::stop_asked());
    std::raise(SIGTERM);
    CHECK(content::stop_asked());
    std::raise(SIGINT);
    for (std::size_t i = 0; i < signals.size(); ++i)
        std::signal(signals.at(i), former.at(i));
}

}  // namespace
