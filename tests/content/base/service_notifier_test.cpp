#include "content/base/service_notifier.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "content/base/descriptor.h"

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
    /// What comes next, and the file that comes with it, which is not open without one.
    [[nodiscard]] std::pair<std::string, content::Descriptor> next_with_file() const {
        std::array<char, 100> buffer{};
        iovec part{buffer.data(), buffer.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> enclosed{};
        msghdr letter{};
        letter.msg_iov = &part;
        letter.msg_iovlen = 1;
        letter.msg_control = enclosed.data();
        letter.msg_controllen = enclosed.size();
        const auto length = ::recvmsg(file_, &letter, 0);
        const cmsghdr* const head = CMSG_FIRSTHDR(&letter);
        int file = -1;
        if (head != nullptr && head->cmsg_type == SCM_RIGHTS) std::memcpy(&file, CMSG_DATA(head), sizeof file);
        return {std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))),
                content::Descriptor(file)};
    }
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

TEST_CASE("service notice: a file is given to the manager, by name, and asked back") {
    const Listener listener;
    const ServiceNotifier notice(listener.name(), std::nullopt);
    std::array<int, 2> pipe{};
    REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
    const content::Descriptor end(pipe[0]);
    {
        const content::Descriptor begin(pipe[1]);
        notice.keep(begin.value(), "card0");
    }
    const auto [words, kept] = listener.next_with_file();
    CHECK(words == "FDSTORE=1\nFDPOLL=0\nFDNAME=card0\n");
    REQUIRE(kept.is_open());
    CHECK(::write(kept.value(), "x", 1) == 1);  // the pipe is open though its owner closed it
    char byte = 0;
    CHECK(::read(end.value(), &byte, 1) == 1);
    notice.let_go("card0");
    CHECK(listener.next() == "FDSTOREREMOVE=1\nFDNAME=card0\n");
}

/// In a child, as the manager starts one: files from 3 on, and what LISTEN_FDS and its kin say of them. Which of them
/// is there under the name "card1": its number, 0 for none.
int kept_in_child(const char* count, const char* names, bool is_for_it) {
    const pid_t child = ::fork();
    if (child == 0) {
        for (int file = 3; file < 5; ++file)
            ::dup2(2, file);
        ::setenv("LISTEN_PID", std::to_string(is_for_it ? ::getpid() : ::getppid()).c_str(), 1);
        ::setenv("LISTEN_FDS", count, 1);
        ::setenv("LISTEN_FDNAMES", names, 1);
        const content::Descriptor file = content::kept_file("card1");
        const bool is_closed_by_exec = file.is_open() && ::fcntl(file.value(), F_GETFD) == FD_CLOEXEC;
        ::_exit(is_closed_by_exec ? file.value() : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("service notice: of the files that were kept the named one is found, and none that is not there") {
    CHECK(kept_in_child("2", "card0:card1", true) == 4);
    CHECK(kept_in_child("2", "card1:card0", true) == 3);
    CHECK(kept_in_child("1", "card0:card1", true) == 0);  // the second was not given
    CHECK(kept_in_child("2", "card0:card10", true) == 0);
    CHECK(kept_in_child("2", "", true) == 0);
    CHECK(kept_in_child("two", "card1", true) == 0);
    CHECK(kept_in_child("-1", "card1", true) == 0);
    CHECK(kept_in_child("2", "card0:card1", false) == 0);
    CHECK(kept_in_child("999999999999", "card0:card0:card0:card0:card0:card0:card0:card0:card0:card1", true) == 0);
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
