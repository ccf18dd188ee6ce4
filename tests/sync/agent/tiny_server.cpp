#include "tests/sync/agent/tiny_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <optional>
#include <utility>

#include "content/base/files.h"
#include "content/base/sha256.h"

namespace tiny_server {
namespace {

constexpr std::size_t max_file_bytes = 64 * 1024 * 1024;

std::size_t body_length(const Asked& asked) {
    const auto found = asked.headers.find("content-length");
    return found == asked.headers.end() ? 0 : std::min(max_file_bytes, std::stoul(found->second));
}

std::optional<Asked> read_request(int socket, std::string& buffer, const std::atomic<bool>& stop) {
    for (;;) {
        const auto end = buffer.find("\r\n\r\n");
        if (end != std::string::npos) {
            Asked asked;
            const auto line_end = buffer.find("\r\n");
            const auto path_begin = buffer.find(' ') + 1;
            asked.method = buffer.substr(0, path_begin - 1);
            asked.path = buffer.substr(path_begin, buffer.find(' ', path_begin) - path_begin);
            for (auto begin = line_end + 2; begin < end + 2;) {
                const auto next = buffer.find("\r\n", begin);
                const auto colon = buffer.find(':', begin);
                std::string name = buffer.substr(begin, colon - begin);
                for (char& c : name)
                    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
                asked.headers[name] = buffer.substr(colon + 2, next - colon - 2);
                begin = next + 2;
            }
            const std::size_t length = body_length(asked);
            if (buffer.size() >= end + 4 + length) {
                asked.body = buffer.substr(end + 4, length);
                buffer.erase(0, end + 4 + length);
                return asked;
            }
        }
        pollfd ready{socket, POLLIN, 0};
        if (stop) return std::nullopt;
        if (::poll(&ready, 1, 20) <= 0) continue;
        char bytes[4096];
        const ssize_t count = ::recv(socket, static_cast<char*>(bytes), sizeof bytes, 0);
        if (count <= 0) return std::nullopt;
        buffer.append(static_cast<char*>(bytes), static_cast<std::size_t>(count));
    }
}

std::string reason_of(int status) {
    switch (status) {
        case 200: return "OK";
        case 206: return "Partial Content";
        case 304: return "Not Modified";
        case 404: return "Not Found";
        default: return "Other";
    }
}

}  // namespace

bool Connection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        if (stop_) return false;
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
        pollfd ready{socket_, POLLOUT, 0};
        ::poll(&ready, 1, 20);
    }
    return true;
}

void Connection::wait(int milliseconds) const {
    for (int waited = 0; waited < milliseconds && !stop_; waited += 5)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

Server::Server(Behaviour answer)
    : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 64) != 0) std::abort();
    ::getsockname(listener_, generic, &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_until_stopped(); });
}

Server::~Server() {
    stop_ = true;
    acceptor_.join();
    for (auto& connection : connections_)
        connection.join();
    ::close(listener_);
}

void Server::set(Behaviour answer) {
    const std::scoped_lock lock(mutex_);
    answer_ = std::move(answer);
}

std::vector<Asked> Server::asked() const {
    const std::scoped_lock lock(mutex_);
    return asked_;
}

std::vector<std::string> Server::take_paths() {
    const std::scoped_lock lock(mutex_);
    std::vector<std::string> paths;
    for (const Asked& asked : asked_)
        paths.push_back(asked.path);
    asked_.clear();
    return paths;
}

void Server::accept_until_stopped() {
    while (!stop_) {
        pollfd ready{listener_, POLLIN, 0};
        if (::poll(&ready, 1, 20) <= 0) continue;
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket >= 0) connections_.emplace_back([this, socket] { serve(socket); });
    }
}

void Server::serve(int socket) {
    std::string buffer;
    Connection connection(socket, stop_);
    while (!connection.is_over()) {
        const auto asked = read_request(socket, buffer, stop_);
        if (!asked) break;
        Behaviour answer;
        {
            const std::scoped_lock lock(mutex_);
            asked_.push_back(*asked);
            answer = answer_;
        }
        answer(*asked, connection);
    }
    ::close(socket);
}

std::string answer(int status, std::string_view type, std::string_view body, const std::vector<std::string>& headers) {
    std::string out = "HTTP/1.1 " + std::to_string(status) + " " + reason_of(status) + "\r\n";
    if (!type.empty()) out += "Content-Type: " + std::string(type) + "\r\n";
    for (const auto& header : headers)
        out += header + "\r\n";
    if (status != 304) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return out + "\r\n" + std::string(body);
}

Behaviour serve_folder(const std::string& folder) {
    return [folder](const Asked& asked, Connection& connection) {
        const auto bytes = content::read_file(folder + asked.path, max_file_bytes);
        if (!bytes) {
            connection.send(answer(404, "text/html", "<html><title>404 Not Found</title></html>"));
            return;
        }
        const std::string etag = "\"" + content::sha256(*bytes).substr(0, 16) + "\"";
        const auto known = asked.headers.find("if-none-match");
        if (known != asked.headers.end() && known->second == etag) {
            connection.send(answer(304, "", "", {"ETag: " + etag}));
            return;
        }
        const auto range = asked.headers.find("range");
        if (range != asked.headers.end() && range->second.starts_with("bytes=")) {
            const auto begin = std::stoul(range->second.substr(6));
            const auto part = std::string_view(*bytes).substr(begin);
            connection.send(answer(206, "application/octet-stream", part,
                                   {"Content-Range: bytes " + std::to_string(begin) + "-" +
                                    std::to_string(bytes->size() - 1) + "/" + std::to_string(bytes->size())}));
            return;
        }
        connection.send(answer(200, "application/octet-stream", *bytes, {"ETag: " + etag}));
    };
}

}  // namespace tiny_server
