/// Connects many listeners to a stream of server-sent events, makes news, and measures when each listener has heard of
/// it.
///   events_bench NAME URL LISTENERS EVENTS PID file:PATH | post:URL
/// `file` replaces PATH as kiosk-pack does, `post` sends "new" to a web server; PID is the process whose memory is
/// measured. Only http://127.0.0.1:PORT/PATH is understood.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "content/base/descriptor.h"
#include "content/base/files.h"

namespace {

using Clock = std::chrono::steady_clock;
using content::Descriptor;

constexpr auto patience = std::chrono::seconds(2);
constexpr auto rest = std::chrono::milliseconds(50);

struct Address {
    std::uint16_t port = 0;
    std::string path;
};

[[noreturn]] void give_up(const std::string& why) {
    fmt::print(stderr, "events_bench: {}\n", why);
    std::exit(1);
}

Address read_address(const std::string& url) {
    const auto colon = url.rfind(':');
    const auto slash = url.find('/', colon);
    if (!url.starts_with("http://127.0.0.1:") || slash == std::string::npos) give_up(url + ": not understood");
    return {static_cast<std::uint16_t>(std::stoi(url.substr(colon + 1, slash - colon - 1))), url.substr(slash)};
}

Descriptor ask(const Address& address, const std::string& head, const std::string& body = "") {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(address.port);
    if (::connect(socket.value(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) give_up("cannot connect");
    if (!content::write_all(socket.value(), head + body)) give_up("cannot ask");
    return socket;
}

/// Proportional share of memory, in kB.
double memory_of(const std::string& process) {
    std::ifstream facts("/proc/" + process + "/smaps_rollup");
    for (std::string line; std::getline(facts, line);) {
        if (line.starts_with("Pss:")) return std::stod(line.substr(4));
    }
    return 0;
}

class Listeners {
public:
    Listeners(const Address& address, std::size_t count) : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        const auto head =
            fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n", address.path);
        for (std::size_t i = 0; i < count; ++i) {
            sockets_.push_back(ask(address, head));
            epoll_event wanted{};
            wanted.events = EPOLLIN;
            wanted.data.u64 = i;
            ::epoll_ctl(epoll_.value(), EPOLL_CTL_ADD, sockets_.back().value(), &wanted);
        }
    }

    /// Milliseconds from `begin` until each of those that heard something has heard it; the others are missing.
    std::vector<double> hear(Clock::time_point begin) {
        std::vector<bool> has_heard(sockets_.size());
        std::vector<double> times;
        std::array<epoll_event, 256> ready{};
        while (times.size() < sockets_.size() && Clock::now() - begin < patience) {
            const int count = ::epoll_wait(epoll_.value(), ready.data(), static_cast<int>(ready.size()), 10);
            for (int i = 0; i < count; ++i) {
                const auto who = static_cast<std::size_t>(ready.at(static_cast<std::size_t>(i)).data.u64);
                if (!reads_event(who) || has_heard[who]) continue;
                has_heard[who] = true;
                times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
            }
        }
        return times;
    }

private:
    /// A ping has no data.
    bool reads_event(std::size_t who) {
        std::array<char, 4096> buffer{};
        const ssize_t count = ::recv(sockets_[who].value(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count == 0) give_up("a listener was sent away");
        const std::string_view bytes(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
        return bytes.find("data: ") != std::string_view::npos;
    }

    Descriptor epoll_;
    std::vector<Descriptor> sockets_{};
};

/// What is returned stays open until all have heard: who hangs up at once is not listened to.
Descriptor make_news(const std::string& way) {
    const auto place = way.substr(5);
    if (way.starts_with("file:")) {
        const auto bytes = content::read_file(place, 1024 * 1024);
        if (!bytes || !content::write_unsynced(place, *bytes)) give_up(place + " cannot be replaced");
        return Descriptor(-1);
    }
    const Address address = read_address(place);
    const auto head = fmt::format(
        "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 3\r\n\r\n", address.path);
    return ask(address, head, "new");
}

double at_share(const std::vector<double>& sorted, double share) {
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments, arguments + count);
    if (words.size() != 7) give_up("NAME URL LISTENERS EVENTS PID file:PATH|post:URL");
    const std::size_t wanted = std::stoul(words[3]);
    const std::size_t events = std::stoul(words[4]);
    const double before = memory_of(words[5]);
    Listeners listeners(read_address(words[2]), wanted);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const double each = (memory_of(words[5]) - before) / static_cast<double>(wanted);
    std::vector<double> all;
    for (std::size_t i = 0; i < events; ++i) {
        std::this_thread::sleep_for(rest);
        const auto begin = Clock::now();
        const Descriptor news = make_news(words[6]);
        const auto times = listeners.hear(begin);
        all.insert(all.end(), times.begin(), times.end());
    }
    std::sort(all.begin(), all.end());
    fmt::print("{:<22} {:>9} {:>8.1f} {:>8.1f} {:>8.1f} {:>6} {:>12.1f}\n", words[1], wanted, at_share(all, 0.5),
               at_share(all, 0.99), at_share(all, 1), wanted * events - all.size(), each);
    return 0;
}
