// notify_listener SOCKET MESSAGES SECONDS: what systemd does with NOTIFY_SOCKET. Prints each datagram on a line of its
// own; exit code 0 after MESSAGES of them, 1 when SECONDS have passed before.
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>

int main(int count, char** values) {
    if (count != 4) return 2;
    const std::string path = values[1];
    const int wanted = std::atoi(values[2]);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(values[3]));

    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return 2;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int listener = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    unlink(path.c_str());
    // The sockets interface passes every address as its first member's type.
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        std::perror(path.c_str());
        return 2;
    }
    for (int received = 0; received < wanted;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
        pollfd waiting{listener, POLLIN, 0};
        if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) return 1;
        std::array<char, 4096> bytes{};
        const auto length = recv(listener, bytes.data(), bytes.size(), 0);
        if (length < 0) continue;
        ++received;
        std::string message(bytes.data(), static_cast<std::size_t>(length));
        for (char& letter : message) {
            if (letter == '\n') letter = ' ';
        }
        std::printf("%s\n", message.c_str());
        std::fflush(stdout);
    }
    return 0;
}
