#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// A mail server on the loopback (RFC 5321), which takes mail, or behaves as it is told. One client at a time.
namespace mail_server {

struct Received {
    std::string from;             ///< of the envelope
    std::vector<std::string> to;  ///< likewise
    std::string bytes;            ///< headers and body, dots undone
    std::string user;             ///< "\0name\0password" of AUTH PLAIN in base64, as it was sent

    /// The value of a header, its continued lines joined; empty where there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// With base64 undone.
    [[nodiscard]] std::string text() const;
};

/// What is answered to a command ("MAIL FROM:<..>", or "." for the end of a mail); empty: the usual.
using Refusal = std::function<std::string(const std::string& command)>;

class MailServer {
public:
    enum class Manner { usual, asks_who, never_answers };
    explicit MailServer(Manner manner = Manner::usual);
    ~MailServer();
    MailServer(const MailServer&) = delete;
    MailServer& operator=(const MailServer&) = delete;

    /// "127.0.0.1:2525".
    [[nodiscard]] std::string place() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] std::vector<Received> received() const;
    void set_refusal(Refusal refusal);

private:
    void accept_until_stopped();
    void serve(int socket);
    [[nodiscard]] std::string refusal_of(const std::string& command) const;

    Manner manner_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> is_stopping_ = false;
    mutable std::mutex mutex_{};
    std::vector<Received> received_{};
    Refusal refusal_{};
    std::thread thread_{};
};

}  // namespace mail_server
