#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

/// A hub that serves, and somebody who asks something of it while harm is done to both: hub_visitor KIOSK-HUB FOLDER
/// SOCKET report FILE, or ... release NUMBER. Starts the hub, posts a screen's report or waits until a release is
/// served, and ends the hub as systemd does. 0: the hub said that it was done; 1: it did not, or ended before.
namespace {

constexpr int tries = 400;
constexpr useconds_t between_tries = 50'000;  // 20 seconds in all, under a tracer on a busy machine

int connect_to(const std::string& place) {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, place.c_str(), sizeof address.sun_path - 1);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
    ::close(socket);
    return -1;
}

/// What came until the hub closed the connection; empty: nobody answered.
std::string ask(const std::string& place, const std::string& request) {
    const int socket = connect_to(place);
    if (socket < 0) return {};
    std::string answer;
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
        std::string bytes(4096, '\0');
        for (ssize_t count = 1; count > 0;) {
            count = ::recv(socket, bytes.data(), bytes.size(), 0);
            if (count > 0) answer.append(bytes, 0, static_cast<std::size_t>(count));
        }
    }
    ::close(socket);
    return answer;
}

std::string head(const std::string& method, const std::string& path) {
    return method + " " + path + " HTTP/1.1\r\nHost: hub.test\r\nConnection: close\r\n";
}

bool is_alive(pid_t hub) {
    return ::waitpid(hub, nullptr, WNOHANG) == 0;
}

/// Asked again and again until the hub answers what is wanted, or is gone.
bool get_done(pid_t hub, const std::string& place, const std::string& what, const std::string& argument) {
    std::ifstream file(argument);
    const std::string body = what == "report" ? std::string(std::istreambuf_iterator<char>(file), {}) : std::string();
    for (int i = 0; i < tries && is_alive(hub); ++i) {
        if (what == "report") {
            const auto answer = ask(place, head("POST", "/api/report") + "Content-Type: application/json\r\n" +
                                               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
            if (answer.starts_with("HTTP/1.1 200") || answer.find("replayed-sequence") != std::string::npos)
                return true;
            if (!answer.empty()) std::cerr << answer << "\n";
            if (!answer.empty()) return false;
        } else if (ask(place, head("GET", "/health") + "\r\n").find("\"release\":" + argument) != std::string::npos) {
            return true;
        }
        ::usleep(between_tries);
    }
    return false;
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count != 6) {
        std::cerr << "usage: hub_visitor KIOSK-HUB FOLDER SOCKET report FILE | release NUMBER\n";
        return 2;
    }
    ::unlink(arguments[3]);  // of a hub that was killed
    const pid_t hub = ::fork();
    if (hub == 0) {
        ::execl(arguments[1], arguments[1], "serve", arguments[2], nullptr);
        ::_exit(127);
    }
    const bool is_done = get_done(hub, arguments[3], arguments[4], arguments[5]);
    ::kill(hub, SIGTERM);
    int status = 0;
    while (::waitpid(hub, &status, 0) < 0 && errno == EINTR) {
    }
    return is_done ? 0 : 1;
}
