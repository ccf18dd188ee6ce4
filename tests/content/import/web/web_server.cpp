#include "tests/content/import/web/web_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

WebServer::WebServer(Answer answer) : answer_(std::move(answer)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, length) != 0 || listen(listener_, 8) != 0 ||
        getsockname(listener_, generic, &length) != 0) {
        throw std::runtime_error("no server on this machine");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

WebServer::~WebServer() {
    shutdown(listener_, SHUT_RDWR);  // ends accept()
    thread_.join();
    close(listener_);
}

std::string WebServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<WebServer::Request> WebServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

std::string WebServer::ok(const std::string& headers, const std::string& body) {
    return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

std::string WebServer::status(const std::string& line, const std::string& headers) {
    return "HTTP/1.1 " + line + "\r\n" + headers + "Content-Length: 0\r\nConnection: close\r\n\r\n";
}

void WebServer::serve() {
    while (true) {
        const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) return;
        serve_one(connection);
        close(connection);
    }
}

void WebServer::serve_one(int connection) {
    Request request;
    std::array<char, 4096> piece{};
    while (request.head.find("\r\n\r\n") == std::string::npos) {
        const ssize_t length = recv(connection, piece.data(), piece.size(), 0);
        if (length <= 0) return;
        request.head.append(piece.data(), static_cast<std::size_t>(length));
    }
    const auto start = request.head.find(' ') + 1;
    request.path = request.head.substr(start, request.head.find(' ', start) - start);
    {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
    }
    const std::string answer = answer_(request);
    for (std::size_t sent = 0; sent < answer.size();) {
        const ssize_t length = send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (length <= 0) return;
        sent += static_cast<std::size_t>(length);
    }
}
