#include "tests/sync/hub/hub_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <doctest/doctest.h>

#include <array>
#include <cstring>

#include "content/base/text.h"

namespace hub_test {
namespace {

content::Descriptor connect_to(const std::string& address, Client::Buffers buffers) {
    sockaddr_storage to{};
    socklen_t size = sizeof(sockaddr_in);
    if (address.starts_with("unix:")) {
        auto& path = reinterpret_cast<sockaddr_un&>(to);
        path.sun_family = AF_UNIX;
        std::strncpy(path.sun_path, address.c_str() + 5, sizeof path.sun_path - 1);
        size = sizeof path;
    } else {
        auto& host = reinterpret_cast<sockaddr_in&>(to);
        host.sin_family = AF_INET;
        host.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        host.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    }
    content::Descriptor socket(::socket(to.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int small = 2048;
    if (buffers == Client::Buffers::small) ::setsockopt(socket.value(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    REQUIRE(::connect(socket.value(), reinterpret_cast<const sockaddr*>(&to), size) == 0);
    return socket;
}

/// The chunks of RFC 9112, 7.1, as far as they are there.
std::string without_chunk_sizes(std::string_view body) {
    std::string plain;
    for (auto end = body.find("\r\n"); end != std::string_view::npos; end = body.find("\r\n")) {
        const auto size = std::stoul(std::string(body.substr(0, end)), nullptr, 16);
        body.remove_prefix(end + 2);
        if (size == 0 || body.size() < size + 2) break;
        plain += body.substr(0, size);
        body.remove_prefix(size + 2);
    }
    return plain;
}

}  // namespace

Client::Client(const std::string& address, Buffers buffers) : socket_(connect_to(address, buffers)) {}

bool Client::send(std::string_view bytes) {
    return ::send(socket_.value(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
           static_cast<ssize_t>(bytes.size());
}

void Client::receive() {
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t count = ::recv(socket_.value(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count > 0) {
            received_.append(buffer.data(), static_cast<std::size_t>(count));
            continue;
        }
        is_ended_ = count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
        return;
    }
}

Reply Client::reply() const {
    Reply reply;
    const auto end = received_.find("\r\n\r\n");
    if (end == std::string::npos) return reply;
    reply.status = std::stoi(received_.substr(9, 3));
    std::string_view head = std::string_view(received_).substr(0, end + 2);
    static_cast<void>(content::take_line(head));
    while (!head.empty()) {
        const auto line = content::take_line(head);
        const auto colon = line.find(':');
        reply.headers[content::to_lower(line.substr(0, colon))] = content::trim(line.substr(colon + 1));
    }
    reply.body = received_.substr(end + 4);
    if (reply.headers.contains("transfer-encoding")) reply.body = without_chunk_sizes(reply.body);
    return reply;
}

bool Client::has_reply() const {
    const Reply so_far = reply();
    if (so_far.status == 0) return false;
    const auto length = so_far.headers.find("content-length");
    return is_ended_ || length == so_far.headers.end() || so_far.body.size() >= std::stoul(length->second);
}

TestServer::TestServer(std::vector<hub::HttpRoute> routes, const hub::HttpLimits& limits, const std::string& place) {
    auto socket = listening::listen_at(place);
    REQUIRE(socket);
    address_ = socket->address;
    auto server = hub::HttpServer::start(std::move(socket->socket), std::move(routes), limits);
    REQUIRE(server);
    server_ = std::move(*server);
    server_->run(now_);
}

void TestServer::serve_until(const std::function<bool()>& is_done) {
    for (int tries = 0; tries < 5000; ++tries) {
        server_->run(now_);
        if (is_done()) return;
        pollfd ready{server_->descriptor(), POLLIN, 0};
        ::poll(&ready, 1, 1);
    }
    FAIL("this never came true");
}

void TestServer::settle() {
    for (int quiet = 0; quiet < 5;) {
        server_->run(now_);
        pollfd ready{server_->descriptor(), POLLIN, 0};
        quiet = ::poll(&ready, 1, 2) > 0 ? 0 : quiet + 1;
    }
}

std::string TestServer::heard(Client& client) {
    settle();
    client.receive();
    return client.reply().body;
}

Reply TestServer::ask(std::string_view request) {
    Client client(address_);
    client.send(request);
    serve_until([&] {
        client.receive();
        return client.has_reply();
    });
    return client.reply();
}

Reply TestServer::get(const std::string& path, const std::string& headers) {
    return ask("GET " + path + " HTTP/1.1\r\nHost: hub.test\r\n" + headers + "\r\n");
}

}  // namespace hub_test
