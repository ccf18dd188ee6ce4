/// Simulates many screens that report to a hub as agents do, over kept connections, while somebody asks for pages, and
/// measures what each answer takes.
///   screens_bench HUB-ADDRESS TICKET SCREENS SECONDS INTERVAL PID (PAGE HEADER)...
/// The screens enrol with the ticket; reports are spread over INTERVAL seconds; each PAGE ("/api/screens") is asked for
/// with its HEADER ("Authorization: Bearer ..."), ten times a second; PID is the hub, whose memory is measured. Only
/// http://127.0.0.1:PORT/ is understood.
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
#include <map>
#include <string>
#include <vector>

#include "content/base/descriptor.h"
#include "content/depot/keys.h"
#include "sync/report/screen_report.h"

namespace {

using Clock = std::chrono::steady_clock;
using content::Descriptor;

[[noreturn]] void give_up(const std::string& why) {
    fmt::print(stderr, "screens_bench: {}\n", why);
    std::exit(1);
}

std::uint16_t port_of(const std::string& address) {
    if (!address.starts_with("http://127.0.0.1:")) give_up(address + ": not understood");
    return static_cast<std::uint16_t>(std::stoi(address.substr(std::string("http://127.0.0.1:").size())));
}

/// A kept connection on which one question is open at a time.
class Asking {
public:
    explicit Asking(std::uint16_t port) : port_(port) {}

    void ask(int epoll, std::uint64_t number, const std::string& request) {
        if (!socket_.is_open()) open(epoll, number);
        begin_ = Clock::now();
        answer_.clear();
        is_open_ = true;
        if (!content::write_all(socket_.value(), request)) give_up("the hub does not take a request");
    }
    [[nodiscard]] bool is_open() const { return is_open_; }
    /// The status and the milliseconds, once the answer is whole.
    bool read(int& status, double& milliseconds) {
        std::array<char, 65536> buffer{};
        const ssize_t count = ::recv(socket_.value(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count == 0) {
            if (is_open_) give_up("the hub ended a connection before it answered");
            socket_.close();
            return false;
        }
        if (count > 0) answer_.append(buffer.data(), static_cast<std::size_t>(count));
        const auto head = answer_.find("\r\n\r\n");
        const auto length = answer_.find("Content-Length: ");
        if (!is_open_ || head == std::string::npos || length == std::string::npos) return false;
        if (answer_.size() < head + 4 + std::stoul(answer_.substr(length + 16))) return false;
        status = std::stoi(answer_.substr(9));
        milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - begin_).count();
        is_open_ = false;
        return true;
    }

private:
    void open(int epoll, std::uint64_t number) {
        socket_ = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in from{};
        from.sin_family = AF_INET;
        // As many addresses as a venue's screens have: the hub counts connections by them.
        from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + static_cast<std::uint32_t>(1 + number % 8));
        ::bind(socket_.value(), reinterpret_cast<const sockaddr*>(&from), sizeof from);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port = htons(port_);
        if (::connect(socket_.value(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
            give_up("cannot connect");
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.u64 = number;
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket_.value(), &wanted);
    }

    std::uint16_t port_;
    Descriptor socket_{-1};
    std::string answer_{};
    Clock::time_point begin_{};
    bool is_open_ = false;
};

struct SimulatedScreen {
    content::SigningKey key = content::SigningKey::generate();
    std::int64_t sequence = 0;
};

std::string report_of(SimulatedScreen& screen, const std::string& ticket, std::size_t number) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    report::ScreenReport report;
    report.sequence = ++screen.sequence;
    report.boot = fmt::format("boot-{}", number);
    report.at = now;
    report.version = "bench";
    report.model = "simulated";
    report.release = 1;
    content::Glass glass;
    glass.release = 1;
    glass.scene = fmt::format("story:{}", screen.sequence % 40);
    glass.language = "en";
    glass.since = now;
    glass.frame = std::string(64, 'a');
    glass.width = 1920;
    glass.height = 1080;
    report.glass = glass;
    const content::Date today(std::chrono::floor<std::chrono::days>(now));
    for (int item = 0; item < 3; ++item)
        report.played.push_back({"story", fmt::format("{}", (screen.sequence + item) % 40), today, 15, now, now});
    if (screen.sequence == 1) report.ticket = ticket;
    const std::string body = report::sign_report(report, screen.key);
    return fmt::format(
        "POST /api/report HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
        "{}\r\n\r\n{}",
        body.size(), body);
}

/// One that is asked for again and again.
struct Page {
    std::string path;
    std::string request;
    std::size_t asked = 0;
    std::vector<double> times{};
};

double share(std::vector<double>& times, double part) {
    std::sort(times.begin(), times.end());
    return times.empty() ? 0 : times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
}

double memory_of(const std::string& process, const std::string& what) {
    std::ifstream facts("/proc/" + process + "/status");
    for (std::string line; std::getline(facts, line);) {
        if (line.starts_with(what)) return std::stod(line.substr(what.size())) / 1024;
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::vector<std::string> words(arguments, arguments + count);
    if (words.size() < 9 || words.size() % 2 == 0)
        give_up("HUB-ADDRESS TICKET SCREENS SECONDS INTERVAL PID (PAGE HEADER)...");
    const std::uint16_t port = port_of(words[1]);
    const std::size_t screens = std::stoul(words[3]);
    const auto length = std::chrono::seconds(std::stol(words[4]));
    const auto interval = std::chrono::duration<double>(std::stod(words[5]));
    const Descriptor epoll(::epoll_create1(EPOLL_CLOEXEC));
    std::vector<SimulatedScreen> all(screens);
    std::vector<Asking> connections;
    std::vector<Page> pages;
    for (std::size_t i = 7; i + 1 < words.size(); i += 2)
        pages.push_back(
            {words[i], fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n\r\n", words[i], words[i + 1])});
    for (std::size_t i = 0; i < screens + pages.size(); ++i)
        connections.emplace_back(port);
    std::vector<double> reports;
    std::map<int, std::size_t> statuses;

    const auto begin = Clock::now();
    std::size_t said = 0;
    std::array<epoll_event, 256> ready{};
    while (Clock::now() - begin < length) {
        const double passed = std::chrono::duration<double>(Clock::now() - begin).count();
        while (static_cast<double>(said) < passed * static_cast<double>(screens) / interval.count()) {
            const std::size_t number = said++ % screens;
            if (connections[number].is_open()) give_up("a report was not answered within an interval");
            connections[number].ask(epoll.value(), number, report_of(all[number], words[2], number));
        }
        for (std::size_t i = 0; i < pages.size(); ++i) {
            if (static_cast<double>(pages[i].asked) >= passed * 10 || connections[screens + i].is_open()) continue;
            ++pages[i].asked;
            connections[screens + i].ask(epoll.value(), screens + i, pages[i].request);
        }
        const int some = ::epoll_wait(epoll.value(), ready.data(), static_cast<int>(ready.size()), 2);
        for (int i = 0; i < some; ++i) {
            const auto number = static_cast<std::size_t>(ready.at(static_cast<std::size_t>(i)).data.u64);
            int status = 0;
            double milliseconds = 0;
            if (!connections[number].read(status, milliseconds)) continue;
            ++statuses[status];
            (number >= screens ? pages[number - screens].times : reports).push_back(milliseconds);
        }
    }
    std::string told;
    for (const auto& [status, times] : statuses)
        told += fmt::format(" {}: {}", status, times);
    fmt::print("{} screens, {} reports: p50 {:.1f} p99 {:.1f} max {:.1f} ms\n", screens, reports.size(),
               share(reports, 0.5), share(reports, 0.99), share(reports, 1));
    for (Page& page : pages)
        fmt::print("{} times {}: p50 {:.1f} p99 {:.1f} max {:.1f} ms\n", page.times.size(), page.path,
                   share(page.times, 0.5), share(page.times, 0.99), share(page.times, 1));
    fmt::print("hub: {:.1f} MB now, {:.1f} MB at most; answers{}\n", memory_of(words[6], "VmRSS:"),
               memory_of(words[6], "VmHWM:"), told);
    return 0;
}
