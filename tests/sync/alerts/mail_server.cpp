#include "tests/sync/alerts/mail_server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>

namespace mail_server {
namespace {

constexpr int wait_ms = 50;

/// A client's lines, one after the other.
class Lines {
public:
    Lines(int socket, const std::atomic<bool>& is_stopping) : socket_(socket), is_stopping_(is_stopping) {}
    /// Without its end; nothing when the client has gone.
    std::optional<std::string> next() {
        for (;;) {
            if (const auto end = buffer_.find("\r\n"); end != std::string::npos) {
                std::string line = buffer_.substr(0, end);
                buffer_.erase(0, end + 2);
                return line;
            }
            if (!receive()) return std::nullopt;
        }
    }
    void say(const std::string& words) const {
        const std::string line = words + "\r\n";
        static_cast<void>(::send(socket_, line.data(), line.size(), MSG_NOSIGNAL));
    }

private:
    bool receive() {
        while (!is_stopping_) {
            pollfd ready{socket_, POLLIN, 0};
            if (::poll(&ready, 1, wait_ms) <= 0) continue;
            std::string bytes(4096, '\0');
            const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
            if (count <= 0) return false;
            buffer_.append(bytes, 0, static_cast<std::size_t>(count));
            return true;
        }
        return false;
    }
    int socket_;
    const std::atomic<bool>& is_stopping_;
    std::string buffer_{};
};

std::string address_in(const std::string& command) {
    const auto begin = command.find('<') + 1;
    return command.substr(begin, command.find('>') - begin);
}

}  // namespace

std::string Received::header(std::string_view name) const {
    const std::string wanted = "\r\n" + std::string(name) + ": ";
    const std::string all = "\r\n" + bytes.substr(0, bytes.find("\r\n\r\n") + 2);
    const auto begin = all.find(wanted);
    if (begin == std::string::npos) return {};
    std::string value;
    for (std::size_t at = begin + wanted.size(); at < all.size(); ++at) {
        if (all.compare(at, 2, "\r\n") != 0) {
            value += all[at];
        } else if (at + 2 < all.size() && (all[at + 2] == ' ' || all[at + 2] == '\t')) {
            ++at;
        } else {
            break;
        }
    }
    return value;
}

std::string Received::text() const {
    constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string plain;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char c : bytes.substr(bytes.find("\r\n\r\n") + 4)) {
        const auto value = signs.find(c);
        if (value == std::string_view::npos) continue;
        bits = bits << 6U | static_cast<unsigned>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        plain += static_cast<char>(bits >> count & 255U);
    }
    return plain;
}

MailServer::MailServer(Manner manner) : manner_(manner) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener_, 8) == 0);
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { accept_until_stopped(); });
}

MailServer::~MailServer() {
    is_stopping_ = true;
    thread_.join();
    ::close(listener_);
}

std::vector<Received> MailServer::received() const {
    const std::scoped_lock lock(mutex_);
    return received_;
}

void MailServer::set_refusal(Refusal refusal) {
    const std::scoped_lock lock(mutex_);
    refusal_ = std::move(refusal);
}

std::string MailServer::refusal_of(const std::string& command) const {
    const std::scoped_lock lock(mutex_);
    return refusal_ ? refusal_(command) : std::string();
}

void MailServer::accept_until_stopped() {
    while (!is_stopping_) {
        pollfd ready{listener_, POLLIN, 0};
        if (::poll(&ready, 1, wait_ms) <= 0) continue;
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        serve(socket);
        ::close(socket);
    }
}

void MailServer::serve(int socket) {
    Lines lines(socket, is_stopping_);
    if (manner_ != Manner::never_answers) lines.say("220 mail.test ESMTP");
    Received mail;
    bool is_known = manner_ != Manner::asks_who;
    while (const auto line = lines.next()) {
        if (manner_ == Manner::never_answers) continue;
        if (const std::string refusal = refusal_of(*line); !refusal.empty()) {
            lines.say(refusal);
        } else if (line->starts_with("EHLO")) {
            lines.say("250-mail.test");
            lines.say(manner_ == Manner::asks_who ? "250 AUTH PLAIN" : "250 8BITMIME");
        } else if (line->starts_with("AUTH PLAIN")) {
            if (line->size() == 10) lines.say("334 ");
            mail.user = line->size() > 10 ? line->substr(11) : lines.next().value_or("");
            is_known = true;
            lines.say("235 welcome");
        } else if (!is_known) {
            lines.say("530 who are you?");
        } else if (line->starts_with("MAIL FROM:")) {
            mail.from = address_in(*line);
            lines.say("250 ok");
        } else if (line->starts_with("RCPT TO:")) {
            mail.to.push_back(address_in(*line));
            lines.say("250 ok");
        } else if (*line == "DATA") {
            lines.say("354 go on");
            for (auto part = lines.next(); part && *part != "."; part = lines.next())
                mail.bytes += (part->starts_with('.') ? part->substr(1) : *part) + "\r\n";
            const std::string refusal_at_end = refusal_of(".");
            if (refusal_at_end.empty()) {
                const std::scoped_lock lock(mutex_);
                received_.push_back(mail);
            }
            lines.say(refusal_at_end.empty() ? "250 taken" : refusal_at_end);
            mail = {};
        } else if (*line == "QUIT") {
            lines.say("221 bye");
            return;
        } else {
            lines.say("502 what?");
        }
    }
}

}  // namespace mail_server
