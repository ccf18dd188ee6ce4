#include "sync/listening/listening_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>

#include "content/base/files.h"

namespace listening {
namespace {

using content::Code;
using content::Descriptor;
using content::Error;
using content::Result;

constexpr int backlog = 1024;
constexpr int first_inherited = 3;  // SD_LISTEN_FDS_START

struct Place {
    sockaddr_storage address{};
    socklen_t size = 0;
};

Error no_place(const std::string& place) {
    return {Code::bad_input,
            place + ": not a place on this machine to listen at: 127.0.0.1:8080, [::1]:8080, unix:/run/hub.socket"};
}

Result<Place> read_place(const std::string& place) {
    Place read;
    if (place.starts_with("unix:/")) {
        auto& address = reinterpret_cast<sockaddr_un&>(read.address);
        const std::string path = place.substr(std::string_view("unix:").size());
        if (path.size() >= sizeof address.sun_path) return no_place(place);
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
        read.size = sizeof address;
        return read;
    }
    const auto colon = place.rfind(':');
    std::uint16_t port = 0;
    const char* end = place.data() + place.size();
    if (colon == std::string::npos) return no_place(place);
    const auto number = std::from_chars(place.data() + colon + 1, end, port);
    if (number.ec != std::errc() || number.ptr != end) return no_place(place);
    if (place.substr(0, colon) == "[::1]") {
        auto& address = reinterpret_cast<sockaddr_in6&>(read.address);
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        address.sin6_port = htons(port);
        read.size = sizeof address;
        return read;
    }
    auto& address = reinterpret_cast<sockaddr_in&>(read.address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    constexpr std::uint32_t loopback_network = 127;
    if (::inet_pton(AF_INET, place.substr(0, colon).c_str(), &address.sin_addr) != 1 ||
        ntohl(address.sin_addr.s_addr) >> 24U != loopback_network)
        return no_place(place);
    read.size = sizeof address;
    return read;
}

/// A socket's file that nobody listens at any more is in the way of whoever comes next.
void remove_dead_socket(const Place& place) {
    if (place.address.ss_family != AF_UNIX) return;
    const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const char* path = reinterpret_cast<const sockaddr_un&>(place.address).sun_path;
    struct stat info {};
    // Whoever is asked for a connection by way of any other file refuses it just the same.
    if (::lstat(path, &info) != 0 || !S_ISSOCK(info.st_mode)) return;
    if (::connect(probe.value(), reinterpret_cast<const sockaddr*>(&place.address), place.size) == 0) return;
    if (errno == ECONNREFUSED) ::unlink(path);
}

std::string address_of(int socket) {
    Place place;
    place.size = sizeof place.address;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&place.address), &place.size) != 0) return {};
    if (place.address.ss_family == AF_UNIX) {
        const auto& address = reinterpret_cast<const sockaddr_un&>(place.address);
        return fmt::format("unix:{}",
                           std::string_view(address.sun_path, ::strnlen(address.sun_path, sizeof address.sun_path)));
    }
    if (place.address.ss_family == AF_INET6) {
        std::string text(INET6_ADDRSTRLEN, '\0');
        const auto& address = reinterpret_cast<const sockaddr_in6&>(place.address);
        ::inet_ntop(AF_INET6, &address.sin6_addr, text.data(), INET6_ADDRSTRLEN);
        return fmt::format("http://[{}]:{}/", text.c_str(), ntohs(address.sin6_port));
    }
    std::string text(INET_ADDRSTRLEN, '\0');
    const auto& address = reinterpret_cast<const sockaddr_in&>(place.address);
    ::inet_ntop(AF_INET, &address.sin_addr, text.data(), INET_ADDRSTRLEN);
    return fmt::format("http://{}:{}/", text.c_str(), ntohs(address.sin_port));
}

}  // namespace

Result<ListeningSocket> listen_at(const std::string& place) {
    auto wanted = read_place(place);
    if (!wanted) return wanted.error();
    remove_dead_socket(*wanted);
    Descriptor socket(::socket(wanted->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    ::setsockopt(socket.value(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const auto* address = reinterpret_cast<const sockaddr*>(&wanted->address);
    if (!socket.is_open() || ::bind(socket.value(), address, wanted->size) != 0 ||
        ::listen(socket.value(), backlog) != 0)
        return content::file_error(place, "listen there", errno);
    std::string shown = address_of(socket.value());
    return ListeningSocket{std::move(socket), std::move(shown)};
}

Result<std::optional<ListeningSocket>> inherited_socket(const char* listen_pid, const char* listen_fds) {
    if (listen_pid == nullptr || listen_fds == nullptr || std::to_string(::getpid()) != listen_pid)
        return std::optional<ListeningSocket>();
    if (std::string_view(listen_fds) != "1") {
        return Error{Code::bad_input, fmt::format("LISTEN_FDS is {}: one socket was expected", listen_fds)};
    }
    Descriptor socket(first_inherited);
    int is_listening = 0;
    socklen_t size = sizeof is_listening;
    if (::getsockopt(socket.value(), SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) != 0 || is_listening == 0) {
        return Error{Code::bad_input, "descriptor 3, which LISTEN_FDS names, is no socket that listens"};
    }
    ::fcntl(socket.value(), F_SETFD, FD_CLOEXEC);
    ::fcntl(socket.value(), F_SETFL, ::fcntl(socket.value(), F_GETFL) | O_NONBLOCK);
    std::string shown = address_of(socket.value());
    return std::optional(ListeningSocket{std::move(socket), std::move(shown)});
}

Result<ListeningSocket> inherit_or_listen(const std::string& place, const char* listen_pid, const char* listen_fds) {
    auto inherited = inherited_socket(listen_pid, listen_fds);
    if (!inherited) return inherited.error();
    if (*inherited) return std::move(**inherited);
    return listen_at(place);
}

}  // namespace listening
